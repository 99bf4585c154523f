import { flankingAt } from './flanking';

/** Emphasis: from the first character of the opening delimiter to behind the closing one. */
export interface EmphasisPair {
  start: number;
  end: number;
  /** Characters of each delimiter: 1 slants, 2 is bold or, with tildes, strikes. */
  size: number;
}

/** A run of one delimiter character, as it stands in the text. */
export interface DelimiterRun {
  start: number;
  length: number;
}

interface Run extends DelimiterRun {
  marker: string;
  canOpen: boolean;
  canClose: boolean;
  /** How much of it is used: of an opening run from its end on, of a closing one from its start. */
  usedAtEnd: number;
  usedAtStart: number;
  /** Levels of the pairs behind it. */
  levels: number;
}

/** Emphasis in emphasis. The inner pairs count, since they are known first: one around more of them is none. */
const MAX_LEVELS = 20;

const remaining = (run: Run): number => run.length - run.usedAtEnd - run.usedAtStart;

/** CommonMark's rule of three, and GitHub's for tildes: two strike, one is "about". */
function matches(opener: Run, closer: Run): boolean {
  if (opener.marker !== closer.marker || !opener.canOpen) return false;
  if (opener.marker === '~') return opener.length === 2 && closer.length === 2;
  const bothWays = opener.canClose || closer.canOpen;
  const sum = opener.length + closer.length;
  return !bothWays || sum % 3 !== 0 || (opener.length % 3 === 0 && closer.length % 3 === 0);
}

/**
 * CommonMark's delimiter stack ("process emphasis"): which of the `runs` make pairs, and which may still open one when more text
 * comes.
 */
export function emphasisPairs(
  text: string,
  runs: DelimiterRun[],
): { pairs: EmphasisPair[]; open: DelimiterRun[] } {
  const pairs: EmphasisPair[] = [];
  const stack: Run[] = [];
  // How far down the stack is known to hold no match: without it, many closers that match nothing cost the square of their number.
  const bottoms = new Map<string, number>();
  for (const { start, length } of runs) {
    const run: Run = {
      start,
      length,
      marker: text[start] ?? '',
      ...flankingAt(text, start, length),
      usedAtEnd: 0,
      usedAtStart: 0,
      levels: 0,
    };
    while (run.canClose && remaining(run) > 0) {
      const kind = `${run.marker}${run.canOpen}${run.length % 3}${run.length === 2}`;
      const bottom = bottoms.get(kind) ?? 0;
      let index = stack.length - 1;
      while (index >= bottom && !matches(stack[index] ?? run, run)) index -= 1;
      const opener = index >= bottom ? stack[index] : undefined;
      if (!opener) {
        bottoms.set(kind, stack.length);
        break;
      }
      const levels = Math.max(...stack.slice(index).map((behind) => behind.levels)) + 1;
      if (levels > MAX_LEVELS) break;
      const size = remaining(opener) >= 2 && remaining(run) >= 2 ? 2 : 1;
      opener.usedAtEnd += size;
      run.usedAtStart += size;
      pairs.push({
        start: opener.start + opener.length - opener.usedAtEnd,
        end: run.start + run.usedAtStart,
        size,
      });
      stack.length = remaining(opener) > 0 ? index + 1 : index;
      const around = stack.at(-1);
      if (around) around.levels = Math.max(around.levels, levels);
      for (const [key, value] of bottoms) bottoms.set(key, Math.min(value, stack.length));
    }
    if (run.canOpen && remaining(run) > 0) stack.push(run);
  }
  return { pairs, open: stack.filter(({ marker, length }) => marker !== '~' || length === 2) };
}
