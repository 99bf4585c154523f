/** Where something ends; `open` while it may still end in what comes next, `ended` if a blank line came before. */
export type Extent =
  | { kind: 'closed'; end: number }
  | { kind: 'open' }
  | { kind: 'ended' }
  | { kind: 'tooLong' };

const BLANK_LINE = /^\n[ \t]*\n/;

/** Longest text of a link, and longest destination, in characters: beyond, a bracket is just a bracket. */
const LONGEST = 1_000;

/**
 * Finds the bracket that closes the one at `from`. Escaped brackets and those in code do not count, and a blank line ends
 * the search.
 */
export function closing(text: string, from: number, [open, close]: '[]' | '()', isEnd: boolean): Extent {
  const limit = Math.min(text.length, from + LONGEST);
  let depth = 0;
  for (let at = from; at < limit; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '`' && open === '[') {
      const after = afterCode(text, at);
      if (after === undefined && !isEnd) return { kind: 'open' };
      at = (after ?? afterTicks(text, at)) - 1;
    } else if (character === '\n' && BLANK_LINE.test(text.slice(at, at + 200))) return { kind: 'ended' };
    else if (character === open) depth += 1;
    else if (character === close) {
      depth -= 1;
      if (depth === 0) return { kind: 'closed', end: at };
    }
  }
  return limit === from + LONGEST ? { kind: 'tooLong' } : { kind: 'open' };
}

/**
 * The place after a code span that begins at `from` and ends in the same line; after its backticks if there is none.
 *
 * @returns undefined while that depends on what comes next
 */
export function afterCode(text: string, from: number): number | undefined {
  const rest = text.slice(from);
  const ticks = /^`+/.exec(rest)?.[0] ?? '';
  const span = new RegExp(`^${ticks}(?!\`)[^\\n]*?[^\`\\n]${ticks}(?!\`)`).exec(rest)?.[0] ?? '';
  // Another backtick would make the last ones none of its end.
  if (span && span.length < rest.length) return from + span.length;
  return rest.includes('\n') ? from + ticks.length : undefined;
}

/** The place after the backticks at `from`. */
export function afterTicks(text: string, from: number): number {
  return from + (/^`+/.exec(text.slice(from))?.[0].length ?? 0);
}
