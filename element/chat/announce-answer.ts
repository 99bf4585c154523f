import type { Strings } from '../i18n/strings-en';
import { groupTurns } from '../thread/group-turns';
import type { ThreadState } from '../thread/thread-state';
import { turnCopyText } from '../thread/turn-copy-text';
import type { Announcer } from './announcer';

/** Longest text read out, in UTF-16 code units. */
const LIMIT = 500;

const plain = (markdown: string): string =>
  markdown
    .replace(/```[\s\S]*?(```|$)/g, ' ')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`#>|~]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** Tells the finished answer once, as plain text. */
export function announceAnswer(state: ThreadState, announcer: Announcer, strings: Strings): void {
  const last = groupTurns(state.entries).at(-1);
  if (last?.kind !== 'answer') return;
  const text = plain(turnCopyText(last.entries));
  if (text === '') return;
  announcer.say(text.length > LIMIT ? `${text.slice(0, LIMIT)}… ${strings.fullAnswer}` : text);
}
