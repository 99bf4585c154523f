import { VisibleTextStream } from './visible-text-stream';

/** What different programs take for the end of a line or not: vertical tab, form feed, NEL, line and paragraph separators. */
const LINE_BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/**
 * A text without what nobody sees in it, and with `\n` for line breaks of all kinds. Whatever is written between hidden
 * characters stays.
 */
export function visibleText(text: string): string {
  const stream = new VisibleTextStream();
  return (stream.push(text) + stream.end()).replace(LINE_BREAKS, '\n');
}
