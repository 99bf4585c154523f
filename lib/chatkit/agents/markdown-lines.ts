/** What holds other blocks: a quotation, or an item of a list whose content begins `indent` columns further in. */
export type Container = { kind: 'quote' } | { kind: 'item'; indent: number; isEmpty: boolean };

/** A line while the blocks that begin in it are opened. */
export interface OpenLine {
  /** What stands inside of the containers so far. */
  rest: string;
  /** How many of the containers that are open go on. */
  matched: number;
  /** All of them do. */
  isWhole: boolean;
  /** It may go on with a paragraph. */
  isInParagraph: boolean;
  /** A container has begun in it. */
  isNew: boolean;
}

export const TAB = 4;
export const LIST_MARKER = /^(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)/;
const RULE = /^(?:(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|(?:-[ \t]*){3,})$/;
export const SETEXT = /^(?:=+|-+)[ \t]*$/;
export const DELIMITERS = /^(?=.*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
export const HEADING = /^#{1,6}(?:[ \t]|$)/;
export const FENCE = /^(?:`{3,}|~{3,})/;
/** What begins a block of HTML even in the middle of a paragraph (CommonMark 4.6, kinds 1 to 6). */
export const HTML_START =
  /^<(?:!--|!?\?|!\[CDATA\[|![a-z]|(?:script|pre|style|textarea)[\s>]|\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:\s|\/?>))/i;
export const HTML_BEGINNING = /^<(?:\/?[a-z]{0,10}\d?\/?|![[-]?[a-z]{0,5})$/i;

/** Whether a block that holds no others begins here, and be it the end of a heading. */
export function beginsLeaf(text: string, { isInParagraph, isWhole }: OpenLine): boolean {
  if (FENCE.test(text) || HEADING.test(text) || RULE.test(text)) return true;
  return isInParagraph && isWhole && (SETEXT.test(text) || DELIMITERS.test(text));
}

/** What of a line stands inside a container that is open; undefined if it is not continued. */
export function continued(container: Container, line: string): string | undefined {
  const indent = indentOf(line);
  if (container.kind === 'quote') {
    if (indent >= TAB || line[indent] !== '>') return undefined;
    return line.slice(indent + (line[indent + 1] === ' ' ? 2 : 1));
  }
  if (!/\S/.test(line)) {
    if (container.isEmpty) return undefined;
    return line;
  }
  if (indent < container.indent) return undefined;
  container.isEmpty = false;
  return line.slice(container.indent);
}

/** Whether an item may begin in the middle of a paragraph: one with content, and with a number only the first. */
export function interrupts(text: string, marker: RegExpExecArray | null): boolean {
  if (!marker || text.slice(marker[0].length).trim() === '') return false;
  return marker[1] === undefined || Number(marker[1]) === 1;
}

export function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

/** The end of `line` that `expanded`, without its tabs, is. */
export function asWritten(line: string, expanded: string): string {
  if (expanded === '' || line.endsWith(expanded)) return expanded;
  let at = line.length;
  for (let left = expanded.replaceAll(' ', '').length; left > 0; ) {
    at -= 1;
    if (line[at] !== ' ' && line[at] !== '\t') left -= 1;
  }
  return line.slice(at);
}

/** With blanks in place of the tabs before the content. */
export function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let expanded = '';
  for (const character of line) {
    expanded += character === '\t' ? ' '.repeat(TAB - (expanded.length % TAB)) : character;
  }
  return expanded;
}
