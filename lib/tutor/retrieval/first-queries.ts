import { userMessageText } from '../../chatkit/agents/message-text';
import type { UserMessageItem } from '../../chatkit/protocol';
import type { Profile } from '../../identity/profile';
import { STOP_WORDS } from '../../search/text/stop-words';
import { words } from '../../search/text/words';
import { readIntent } from '../guide/quiz-and-open';
import { answerDirectly } from '../guide/small-talk';
import { type Line, NOTHING_KNOWN, type Turn } from '../guide/turn';
import type { PageContext } from '../turn-metadata';
import { asks } from './asks';
import { courseWords } from './course-words';
import { searchQueries } from './search-queries';

/** Of a long message, what it asks stands in its beginning or its end. In UTF-16 code units. */
const MAX_READ_LENGTH = 2_000;

/** Most searches before a first call. */
const MAX_QUERIES = 6;
/** Longest query, in UTF-16 code units. */
const MAX_QUERY_LENGTH = 500;

/** Content words of a question that says nothing without the file beside it. */
const MAX_POINTING_WORDS = 2;
const POINTS =
  /\b(?:this|that|it|these|those|here|files?|attach\w*|images?|pictures?|photos?|screenshots?|documents?|pdf|logs?)\b/i;
/** About the course, whatever else it looks like. */
const OF_COURSE = /\b(?:need|required?|course|lessons?|modules?|chapters?)\b/i;
/** Also before a small letter, as people write. */
const SENTENCE_END = /\n+|(?<=[.!?。！？؟۔।]['"”’)]*)\s+/u;
/** Names before a common noun: “a ROS 2 node” is a node. */
const NAMES_BEFORE = /\b(an?|the)\s+(?:[A-Z][\w.+-]*\s+|\d+\s+)+(?=\p{Ll})/gu;

/** Whom it is for. */
const MENTION = /^\s*@\w+[,:]?\s+/;

export interface FirstQuestion {
  message: UserMessageItem;
  /** What was said before it, oldest first, and what it quoted. */
  history: (Line & { quoted?: string | undefined })[];
  profile: Profile;
  page: PageContext | undefined;
}

/** What to look up before the model is asked. */
export interface FirstQueries {
  /** All are searched, and what they find is taken by turns. */
  primary: string[];
  /** Searched with them where they find something, since they leave out what a question may be about. */
  supplementary: string[];
  /** Tried in order, where those find nothing. */
  fallbacks: string[];
}

export const NO_QUERIES: FirstQueries = { primary: [], supplementary: [], fallbacks: [] };

/**
 * The student's words, the sentences in them that ask, what they quote, and what a follow-up refers to. None for what is no question to the
 * course: small talk, quizzes, pages to open, what the conversation itself holds, and a file.
 */
export function firstQueries({ message, history, profile, page }: FirstQuestion): FirstQueries {
  const turn: Turn = {
    ...NOTHING_KNOWN,
    question: beginningAndEnd(userMessageText(message).replace(MENTION, '').trim()),
    quoted: message.quoted_text?.slice(0, MAX_READ_LENGTH) || undefined,
    files: message.attachments.map(({ name }) => name),
    history: history.map(({ role, text, quoted }) => ({
      role,
      text: beginningAndEnd(quoted ? `${text} ${quoted}` : text),
    })),
    profile,
    page,
    reading: undefined,
    outcomes: [],
    quiz: undefined,
    choice: undefined,
  };
  if (!turn.question && !turn.quoted) return NO_QUERIES;
  if (!turn.quoted && message.attachments.length > 0 && pointsAtFile(turn.question)) return NO_QUERIES;
  if (!turn.quoted && isOther(turn)) return NO_QUERIES;
  const [whole = '', ...others] = searchQueries(turn);
  const asking = turn.quoted ? [] : askingSentences(turn.question);
  const primary = tidy([whole, ...asking]).slice(0, MAX_QUERIES / 2);
  const supplementary = tidy(primary.map(withoutNames)).filter((query) => !primary.includes(query));
  const fallbacks = tidy([...others, ...courseWords(turn.question)])
    .filter((query) => !primary.includes(query))
    .slice(0, MAX_QUERIES - primary.length);
  return { primary, supplementary, fallbacks };
}

/** Small talk, a wish, or something that the conversation holds. */
function isOther(turn: Turn): boolean {
  if (readIntent(turn)) return true;
  return answerDirectly(turn) !== undefined && !(OF_COURSE.test(turn.question) && asks(turn.question));
}

/** The sentences that ask, where others stand beside them. */
function askingSentences(question: string): string[] {
  const all = question.split(SENTENCE_END).filter(Boolean);
  if (all.length < 2) return [];
  return all.filter((sentence) => asks(sentence) && contentOf(sentence).length > 0);
}

function withoutNames(query: string): string {
  return query.replace(NAMES_BEFORE, '$1 ');
}

/** “What does this say?”, with a file: the file is meant, and no page of the course. */
function pointsAtFile(question: string): boolean {
  const content = contentOf(question);
  return content.length === 0 || (content.length <= MAX_POINTING_WORDS && POINTS.test(question));
}

function contentOf(text: string) {
  return words(text).filter(({ surface }) => !STOP_WORDS.has(surface));
}

function tidy(queries: readonly string[]): string[] {
  const short = queries.map((query) =>
    query.replace(/\s+/g, ' ').trim().slice(0, MAX_QUERY_LENGTH).toWellFormed(),
  );
  return [...new Set(short)].filter((query) => query.length > 1);
}

function beginningAndEnd(text: string): string {
  if (text.length <= MAX_READ_LENGTH) return text;
  return `${text.slice(0, MAX_READ_LENGTH / 2)}\n\n${text.slice(-MAX_READ_LENGTH / 2)}`.toWellFormed();
}
