import { AFTER_QUIZ } from '../quiz/after-quiz';
import type { Turn } from './turn';

/** Something that a student wants done rather than answered. */
export type Wish =
  | { kind: 'quiz'; lesson: string | null; topic: string | null }
  /** A page whose place is known. */
  | { kind: 'open'; path: string }
  /** A page that has to be found. */
  | { kind: 'find'; query: string };

const PLEASE =
  '^\\W*(?:(?:please|ok(?:ay)?|now|yes|so|hey|hi)\\W+)*(?:(?:can|could|would|will)\\s+you\\s+(?:please\\s+)?)?';
const QUIZ = new RegExp(
  `${PLEASE}(?:(?:quiz|test|examine)\\s+(?:me|my\\s+(?:knowledge|understanding))|(?:give|make|show)\\s+me\\s+(?:an?|another)\\s+(?:(?:short|little|small|quick)\\s+)?(?:quiz|test)|ask\\s+me\\s+(?:some|a\\s+few|three|\\d+)\\s+(?:\\w+\\s+)?questions|(?:another|a|start\\s+(?:a|the))\\s+quiz)(?:\\s+again)?(?:\\s+(?:on|about|over|in|with|from|for)\\s+(?<topic>.+?))?\\W*(?:please)?\\W*$`,
  'i',
);
const MORE =
  /^\W*(?:(?:please|ok(?:ay)?|yes)\W+)*(?:(?:give\s+me|ask\s+me)\s+)?(?:(?:three|some|a\s+few|\d+)\s+)?more\s+questions\W*(?:please)?\W*$/i;
const HERE =
  /^(?:(?:this|that|the|my|current|present|whole)\s+)*(?:lesson|page|chapter|section|it|this|that|here|one|what\s+i(?:['’]m|\s+am)?\s+read(?:ing)?)$/i;
const BESIDE = new RegExp(
  `${PLEASE}(?:(?:open|show(?:\\s+me)?|go\\s+(?:on\\s+)?to|take\\s+me\\s+to|continue\\s+with|bring\\s+me\\s+to)\\s+)(?:the\\s+)?(?<step>next|previous)\\s+(?:lesson|page|one)\\W*$`,
  'i',
);
/** A page has to be named, unless the words are only used for going somewhere. */
const OPEN = new RegExp(
  `${PLEASE}(?:(?:take|bring|lead)\\s+me\\s+to|(?:open|go\\s+to|show(?:\\s+me)?|jump\\s+to|switch\\s+to)(?=\\s.*\\b(?:lesson|page|chapter)\\b))\\s+(?<place>.+?)\\W*(?:please)?\\W*$`,
  'i',
);
const PLACE_WORDS =
  /\b(?:the|that|this|a|lesson|page|chapter|about|on|of|for|called|titled|named|where|which|explains?|covers?)\b/gi;
/** As an answer of the guide names the lesson to go on with. */
const NAMED_LESSON = /“([^”]{3,100})”/;

/** What the message, or the choice after a quiz, wants done; undefined if it wants an answer. */
export function readWish(turn: Turn): Wish | undefined {
  const { choice, quiz, question } = turn;
  if (choice) {
    if (choice.next === AFTER_QUIZ.more && quiz)
      return { kind: 'quiz', lesson: quiz.lesson.path, topic: null };
    const next = choice.next === AFTER_QUIZ.next ? quiz?.next_lesson : undefined;
    return next && { kind: 'open', path: next.path };
  }
  if (turn.quoted) return undefined;
  if (MORE.test(question) && quiz) return { kind: 'quiz', lesson: quiz.lesson.path, topic: null };
  const asked = QUIZ.exec(question);
  if (asked) return quizWish(turn, asked.groups?.topic?.trim());
  const step = BESIDE.exec(question)?.groups?.step?.toLowerCase();
  if (step) return { kind: 'open', path: step };
  const place = OPEN.exec(question)?.groups?.place;
  return place === undefined ? undefined : findWish(turn, place);
}

function quizWish({ page, quiz, history }: Turn, topic: string | undefined): Wish {
  if (topic && !HERE.test(topic)) return { kind: 'quiz', lesson: null, topic };
  // Away from the lessons, the last one that was quizzed, or what was last talked about.
  if (!topic && !page?.path?.startsWith('/docs/')) {
    if (quiz) return { kind: 'quiz', lesson: quiz.lesson.path, topic: null };
    const last = history.findLast(({ role, text }) => role === 'user' && text.length > 3)?.text;
    if (last && !QUIZ.test(last)) return { kind: 'quiz', lesson: null, topic: last.slice(0, 200) };
  }
  return { kind: 'quiz', lesson: null, topic: null };
}

/** "That lesson" is the one that the last answer named. */
function findWish({ history }: Turn, place: string): Wish {
  const words = place.replace(PLACE_WORDS, ' ').replace(/\s+/g, ' ').trim();
  if (words.length > 1) return { kind: 'find', query: words };
  const last = history.findLast(({ role }) => role === 'assistant')?.text ?? '';
  const asked = history.findLast(({ role }) => role === 'user')?.text ?? '';
  return {
    kind: 'find',
    query: (NAMED_LESSON.exec(last.slice(last.lastIndexOf('open “')))?.[1] ?? asked).slice(0, 300),
  };
}
