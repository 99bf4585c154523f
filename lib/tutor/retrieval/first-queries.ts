import { userMessageText } from '../../chatkit/agents/message-text';
import type { UserMessageItem } from '../../chatkit/protocol';
import type { Profile } from '../../identity/profile';
import { readIntent } from '../guide/quiz-and-open';
import { searchQueries } from '../guide/search-queries';
import { answerDirectly } from '../guide/small-talk';
import { type Line, NOTHING_KNOWN, type Turn } from '../guide/turn';
import type { PageContext } from '../turn-metadata';

/** Of a long message, what it asks stands in its beginning or its end. In UTF-16 code units. */
const MOST_READ = 2_000;

/** Most searches before a first call. */
const MOST_QUERIES = 3;

export interface FirstQuestion {
  message: UserMessageItem;
  /** What was said before it, oldest first. */
  history: Line[];
  profile: Profile;
  page: PageContext | undefined;
}

/**
 * What to look up before the model is asked: the student's words, what they quote, and what a follow-up refers to; in the order to try
 * it. Empty for what is no question to the course: small talk, quizzes, pages to open, what the conversation itself holds.
 */
export function firstQueries({ message, history, profile, page }: FirstQuestion): string[] {
  const turn: Turn = {
    ...NOTHING_KNOWN,
    question: beginningAndEnd(userMessageText(message).trim()),
    quoted: message.quoted_text?.slice(0, MOST_READ) || undefined,
    files: message.attachments.map(({ name }) => name),
    history: history.map(({ role, text }) => ({ role, text: beginningAndEnd(text) })),
    profile,
    page,
    reading: undefined,
    outcomes: [],
    quiz: undefined,
    choice: undefined,
  };
  if (!turn.question && !turn.quoted) return [];
  if (!turn.quoted && (readIntent(turn) || answerDirectly(turn) !== undefined)) return [];
  return searchQueries(turn).slice(0, MOST_QUERIES);
}

function beginningAndEnd(text: string): string {
  if (text.length <= MOST_READ) return text;
  return `${text.slice(0, MOST_READ / 2)}\n\n${text.slice(-MOST_READ / 2)}`.toWellFormed();
}
