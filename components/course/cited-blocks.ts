/** A block of a page, as much of it as tells whether it is cited. */
export interface Block {
  text: string;
  /** Code is not quoted, but may stand in the middle of a passage. */
  isCode: boolean;
}

/** So much of a quotation has to stand in a block for it to begin there, in letters and digits. */
const BEGINNING = 24;

/**
 * Which blocks a quotation covers, as the first and the last of them; undefined if it begins in none. A quotation is the
 * beginning of a passage without Markdown's marks and without code, so only letters and digits are compared.
 */
export function citedBlocks(blocks: Block[], quotation: string): { first: number; last: number } | undefined {
  const quoted = bare(quotation);
  if (quoted === '') return undefined;
  const texts = blocks.map(({ text, isCode }) => (isCode ? '' : bare(text)));
  const beginning = quoted.slice(0, BEGINNING);
  const first = texts.findIndex(
    (text) => text !== '' && (text.includes(beginning) || isWithin(text, quoted, 0)),
  );
  if (first < 0) return undefined;
  let covered = (texts[first] ?? '').length - Math.max(0, (texts[first] ?? '').indexOf(beginning));
  let last = first;
  for (let at = first + 1; at < texts.length && covered < quoted.length; at += 1) {
    const text = texts[at] ?? '';
    if (text === '') continue;
    if (!isWithin(text, quoted, covered)) break;
    covered += text.length;
    last = at;
  }
  return { first, last };
}

/** Whether a quotation goes on with a text, or ends in it. */
function isWithin(text: string, quoted: string, from: number): boolean {
  const rest = quoted.slice(from);
  return rest.startsWith(text) || (rest !== '' && text.startsWith(rest));
}

function bare(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
