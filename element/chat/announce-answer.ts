import type { Strings } from '../i18n/strings-en';
import { parseMarkdown } from '../markdown/parse-markdown';
import { plainText } from '../markdown/plain-text';
import { groupTurns } from '../thread/group-turns';
import type { ThreadState } from '../thread/thread-state';
import { turnCopyText } from '../thread/turn-copy-text';
import { turnEnd } from '../thread/turn-end';
import type { Announcer } from './announcer';

/** Longest text read out, in UTF-16 code units. */
const LIMIT = 500;

/** Tells the finished answer once, as plain text, and how it ended if it is not whole. */
export function announceAnswer(state: ThreadState, announcer: Announcer, strings: Strings): void {
  const last = groupTurns(state.entries).at(-1);
  if (last?.kind !== 'answer') return;
  const text = plainText(parseMarkdown(turnCopyText(last.entries).replace(/\r\n?/g, '\n')));
  const answer = text.length > LIMIT ? `${text.slice(0, LIMIT)}… ${strings.fullAnswer}` : text;
  const end = turnEnd(last.entries, strings);
  const announced = [answer, end?.text ?? ''].filter(Boolean).join(' ');
  if (announced !== '') announcer.say(announced);
}
