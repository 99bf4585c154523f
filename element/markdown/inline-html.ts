import { Lexer } from 'marked';

/*
 * The few tags that are honoured, because models use them where Markdown has nothing: without attributes, and closed. All other
 * markup is shown as the text that it is.
 */

export type InlineElement = 'sub' | 'sup' | 'kbd';

const LINE_BREAK = /<br[ \t]*\/?>/iy;
const ELEMENT = /<(sub|sup|kbd)>((?:(?!<\1>)[^\n])+?)<\/\1>/iy;
const OPENED = /<(?:sub|sup|kbd)>/iy;
const DETAILS = /<details>[ \t]*(?:<summary>([^\n]{0,500}?)<\/summary>)([^\n]{0,4000}?)<\/details>/iy;
const OPENED_DETAILS = /<details>/iy;

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

const NAMES: Record<string, InlineElement> = { sub: 'sub', sup: 'sup', kbd: 'kbd' };

export type InlineHtml =
  | { kind: 'break'; raw: string }
  | { kind: 'element'; raw: string; name: InlineElement; content: string }
  | { kind: 'details'; raw: string; summary: string; content: string };

/** The honoured element that begins at `index`, with all that is in it; null if there is none. */
export function inlineHtmlAt(text: string, index: number): InlineHtml | null {
  const lineBreak = matchAt(LINE_BREAK, text, index);
  if (lineBreak) return { kind: 'break', raw: lineBreak[0] };
  const element = matchAt(ELEMENT, text, index);
  const written = element?.[1]?.toLowerCase() ?? '';
  const name = Object.hasOwn(NAMES, written) ? NAMES[written] : undefined;
  if (element && name) return { kind: 'element', raw: element[0], name, content: element[2] ?? '' };
  const details = matchAt(DETAILS, text, index);
  if (details) {
    return { kind: 'details', raw: details[0], summary: details[1] ?? '', content: details[2] ?? '' };
  }
  return null;
}

/** Whether an honoured element opens at `index` that more text could still close. */
export function opensInlineHtml(text: string, index: number): boolean {
  const opens = matchAt(OPENED, text, index) !== null || matchAt(OPENED_DETAILS, text, index) !== null;
  return opens && !text.includes('\n', index);
}

const ATTRIBUTE = `\\s+[a-zA-Z:_][\\w.:-]*(?:\\s*=\\s*(?:"[^"]*"|'[^']*'|[^\\s"'=<>\`]+))?`;
const PARTIAL_ATTRIBUTE = `\\s+(?:[a-zA-Z:_][\\w.:-]*(?:\\s*(?:=\\s*(?:"[^"]*|'[^']*|[^\\s"'=<>\`]*))?)?)?`;
const PARTIAL_TAG = new RegExp(
  [
    '^<$',
    '^</(?:[a-zA-Z][\\w-]*\\s*)?$',
    `^<[a-zA-Z][\\w-]*(?:${ATTRIBUTE})*(?:${PARTIAL_ATTRIBUTE}|\\s*/)?$`,
    '^<!(?:-?|--[\\s\\S]*|[a-zA-Z][^>]*|\\[[\\s\\S]*)$',
    '^<\\?[\\s\\S]*$',
    '^<[a-zA-Z][\\w+.-]{1,31}:[^\\s<>]*$',
    "^<[\\w.!#$%&'*+/=?^`{|}~-]+(?:@[\\w.-]*)?$",
  ].join('|'),
);

/** Whether `rest`, which reaches to the end of a text, may become a tag, a comment or an address in angle brackets. */
export const mayBecomeTag = (rest: string): boolean => PARTIAL_TAG.test(rest);

/** The longest tag, in UTF-16 code units. What is looked for without a limit costs the square of the length. */
const MAX_TAG_LENGTH = 3000;

const { tag: TAG, autolink: AUTOLINK } = Lexer.rules.inline.gfm;

/** The tag or the comment that begins at `index`, or null. */
export const tagAt = (text: string, index: number): string | null =>
  text[index] === '<' ? (TAG.exec(text.slice(index, index + MAX_TAG_LENGTH))?.[0] ?? null) : null;

/** The address in angle brackets that begins at `index`, or null. */
export const bracketedUrlAt = (text: string, index: number): string | null =>
  AUTOLINK.exec(text.slice(index, index + MAX_TAG_LENGTH))?.[0] ?? null;
