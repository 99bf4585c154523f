import { STOP_WORDS } from '../../search/text/stop-words';
import { words } from '../../search/text/words';

/** What no reader sees: programs, comments, pictures, code in fences, a stack trace up to its error; the last of an unfinished one. */
const UNREAD =
  /<(script|style)\b[\s\S]*?(?:<\/\1\s*>|(?![\s\S]))|<!--[\s\S]*?(?:-->|(?![\s\S]))|!\[[^[\]\n]*\]\([^()\n]*\)|^(`{3,}|~{3,})[\s\S]*?(?:^\2[^\n]*$|(?![\s\S]))|^Traceback \(most recent call last\):\n(?:[ \t].*\n|\n)*\S.*$/gim;
/** A title, and a link before all that is asked. */
const BEFORE = /^#{1,6}[ \t].*$|^\s*\[[^[\]\n]*\]\([^()\n]*\)/gm;
/** Tags of pages of the web. Those of robot descriptions may be what is asked about. */
const TAGS =
  /<\/?(?:a|b|i|u|p|br|hr|em|strong|span|div|font|center|h[1-6]|ul|ol|li|pre|code|img|svg|iframe|body|html|head|form|button|input|table|tr|td|th|marquee|blockquote)\b[^<>]*>/gi;

/** What a message says without its markup, its code and its references; itself, where that is all it has. */
export function withoutMarkup(message: string): string {
  const read = message.replace(UNREAD, ' ');
  const [asked, all] = [read.replace(BEFORE, ' '), read].map((text) =>
    text
      .replace(TAGS, '')
      .replace(/\[([^[\]\n]*)\]\([^()\n]*\)/g, '$1')
      .replace(/【[^【】\n]*】|\[\^?\d+\]/g, ' ')
      .replace(/^[ \t]*(?:>+|[-*+]|#{1,6})[ \t]+/gm, '')
      .replace(/\*\*(?=\S)(.+?)\*\*/g, '$1')
      .trim(),
  );
  const isAsking = (text = '') => words(text).some(({ surface }) => !STOP_WORDS.has(surface));
  return [asked, all].find(isAsking) ?? (all || message);
}
