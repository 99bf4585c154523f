import { VisibleTextStream } from './visible-text-stream';

/** A text without what nobody sees in it. Whatever is written between hidden characters stays. */
export function visibleText(text: string): string {
  const stream = new VisibleTextStream();
  return stream.push(text) + stream.end();
}
