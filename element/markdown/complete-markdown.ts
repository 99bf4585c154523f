/*
 * Text that is still growing. What is open is closed for the parser, and what cannot be told yet is held back, so that
 * nothing changes its kind under the reader's eyes: no stars that turn bold, no dashes that turn a line into a heading,
 * no row of pipes that turns into a table.
 */

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** The marker of a fence that is open at the end of `text`, or null. */
function openFence(lines: string[]): string | null {
  let open: string | null = null;
  for (const line of lines) {
    const marker = FENCE.exec(line)?.[1];
    if (!marker) continue;
    if (open === null) open = marker;
    else if (marker[0] === open[0] && marker.length >= open.length && line.trim() === marker) open = null;
  }
  return open;
}

/** Lines that may become a rule, a heading underline, a list item or a fence once more characters arrive. */
const UNDECIDED = /^\s*([-=*_+#>~|`]+|\d{1,9}[.)]?|[-*+] \[[ xX]?)\s*$/;

/** A delimiter row is what makes the lines above it a table. */
const DELIMITER_ROW = /^\s*\|?(\s*:?-+:?\s*\|)+\s*:?-*:?\s*$/;

function holdBackTable(lines: string[]): string[] {
  // A line that has just ended leaves an empty one behind it.
  let start = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  const end = start;
  while (start > 0 && lines[start - 1]?.trimStart().startsWith('|')) start -= 1;
  const table = lines.slice(start, end);
  if (table.length === 0 || table.length > 2) return lines;
  const [header, delimiters = ''] = table;
  const decided = columns(delimiters) >= columns(header) && DELIMITER_ROW.test(delimiters);
  return decided ? lines : lines.slice(0, start);
}

const columns = (row: string | undefined): number => (row ?? '').split('|').length;

/** Closes emphasis and code spans that are open in the last paragraph, and drops delimiters that hold nothing yet. */
function closeInline(paragraph: string): string {
  // An unfinished link or image shows its words only.
  const text = paragraph
    .replace(/!\[[^\]]*\]?(\([^)\s]*)?$/, '')
    .replace(/\[([^\][]*)\](\([^)]*)?$/, '$1')
    .replace(/\[([^\][]*)$/, '$1')
    .replace(/<[a-zA-Z/][^>\s]*$/, '');
  const open: string[] = [];
  for (const [delimiter] of text.matchAll(
    /\\.|`+|\*{1,3}|~~|(?<![\p{L}\p{N}])_{1,2}|_{1,2}(?![\p{L}\p{N}])/gsu,
  )) {
    if (delimiter.startsWith('\\')) continue;
    if (open.at(-1) === delimiter) open.pop();
    else if (!open.at(-1)?.startsWith('`')) open.push(delimiter);
  }
  let result = text;
  for (const delimiter of open.toReversed()) {
    const trimmed = result.trimEnd();
    if (trimmed.endsWith(delimiter)) result = trimmed.slice(0, -delimiter.length);
    // White space before a closing delimiter would keep it from closing; a lone star between spaces is a star.
    else if (!new RegExp(`${delimiter.replace(/[*`]/g, '\\$&')}\\s`).test(lastOpening(result, delimiter))) {
      result = `${trimmed}${delimiter}`;
    }
  }
  return result;
}

const lastOpening = (text: string, delimiter: string): string => text.slice(text.lastIndexOf(delimiter));

/** `source` as it can be shown while more of it is coming. */
export function completeMarkdown(source: string): string {
  const lines = source.split('\n');
  if (openFence(lines) !== null) {
    // Part of the closing fence must not flash up as code.
    return /^ {0,3}[`~]{1,2}$/.test(lines.at(-1) ?? '') ? lines.slice(0, -1).join('\n') : source;
  }
  const last = lines.at(-1) ?? '';
  const decided = holdBackTable(
    UNDECIDED.test(last) && !last.trimStart().startsWith('|') ? lines.slice(0, -1) : lines,
  );
  const text = decided.join('\n');
  const at = text.lastIndexOf('\n\n') + 1;
  const tail = text.slice(at);
  if (FENCE.test(tail.trimStart()) || tail.trimStart().startsWith('|')) return text;
  // List items are paragraphs of their own: emphasis does not run across them.
  const item = Math.max(...[...tail.matchAll(/\n\s*([-*+]|\d+[.)])\s/g)].map(({ index }) => index), 0);
  return text.slice(0, at + item) + closeLine(tail.slice(item));
}

/** Keeps the marker of a list item out of the search for delimiters. */
function closeLine(text: string): string {
  const marker = /^\s*([-*+]|\d+[.)])\s+/.exec(text)?.[0] ?? '';
  return marker + closeInline(text.slice(marker.length));
}
