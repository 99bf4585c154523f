import { z } from 'zod';
import { courseDocuments } from '../../search/course';
import { terms } from '../../search/text/terms';
import { AFTER_QUIZ, REVIEW } from '../quiz/after-quiz';
import { plainText } from '../quiz/plain-text';
import type { QuizNote } from '../quiz/quiz-note';
import { quizToolResult } from '../quiz-tool';
import { OPEN_LESSON_TOOL, QUIZ_TOOL } from '../tool-names';
import { decline, pageLink, paragraphs } from './answer-text';
import { readAsked } from './asked';
import { pagePath, readPage, search } from './lookups';
import { lastNamed, topicWords } from './parts';
import type { Block } from './passage-blocks';
import { type Piece, pieces, quotedBefore, textOf } from './pieces';
import { shownQuote } from './quote-answer';
import { bestQuote, isNamed } from './quotes';
import { plain } from './request';
import type { Answering, Turn } from './turn';

/** Something that a student wants done rather than answered. */
export type Intent =
  | { kind: 'quiz'; lesson?: string | undefined; topic?: string | undefined }
  /** What went wrong in a quiz. */
  | { kind: 'explain'; quiz: QuizNote }
  /** A page whose path is known. */
  | { kind: 'open'; path: string }
  /** A page that has to be found. */
  | { kind: 'find'; query: string };

const QUIZ =
  /^(?:(?:quiz|test|examine) (?:me|my (?:knowledge|understanding))|(?:give|make|show) me (?:an?|another) (?:(?:short|little|small|quick) )?(?:quiz|test)|ask me (?:some|a few|three|\d+) (?:\w+ )?questions|(?:another|a|start (?:a|the)) quiz|quiz)(?: again)?(?: (?:on|about|over|in|with|from|for) (?<topic>.+))?$/;
const MORE = /^(?:(?:give|ask) me )?(?:(?:three|some|a few|\d+) )?more questions$/;
const EXPLAIN =
  /^(?=.*\b(?:i|my|ones?|questions?|answers?)\b)(?:(?:explain|show|tell|go over|correct)(?: me)?\b)?(?: ?(?:what|where|which|why|did|was|were|is|are|i|it|the|got|get|have|had|answer(?:ed|s)?|ones?|questions?|my))* (?:wrong(?:ly)?|incorrect|mistakes?|errors?)(?: (?:answers?|ones?))?$/;
/** Said at once after a quiz, these are about it. */
const UNCLEAR =
  /^(?:i (?:still )?(?:do not|did not|can not) (?:get|understand|follow|know)(?: (?:it|this|that|them|why|anything|any of (?:it|this|that)))*|(?:i am )?(?:still )?(?:lost|confused|unclear)|(?:all of it|everything|it all|all|yes|both|huh|what|why|how come|explain)(?: (?:it|this|that|again|please))*)$/;
const HERE =
  /^(?:(?:this|that|the|my|current|present|whole) )*(?:lesson|page|chapter|section|it|this|that|here|one|what i am read(?:ing)?)$/;
const BESIDE =
  /^(?:open|show(?: me)?|go (?:on )?to|take me to|continue with|bring me to) (?:the )?(?<step>next|previous) (?:lesson|page|one)$/;
/** A page has to be named, unless the words are only used for going somewhere. */
const OPEN =
  /^(?:(?:take|bring|lead) me to|(?:open|go to|show(?: me)?|jump to|switch to)(?= .*\b(?:lesson|page|chapter)\b)) (?!.*\b(?:lessons|pages|chapters)\b)(?<place>.+)$/;
const PLACE_WORDS =
  /\b(?:the|that|this|a|lesson|page|chapter|about|on|of|for|called|titled|named|where|which|explains?|covers?)\b/g;

/** What the message, or the choice after a quiz, wants done; undefined if it wants an answer. */
export function readIntent(turn: Turn): Intent | undefined {
  const { choice, quiz } = turn;
  if (choice) {
    if (choice.next === AFTER_QUIZ.more && quiz) return { kind: 'quiz', lesson: quiz.lesson.path };
    if (choice.next === AFTER_QUIZ.explain && quiz) return { kind: 'explain', quiz };
    const next = choice.next === AFTER_QUIZ.next ? quiz?.next_lesson : undefined;
    return next && { kind: 'open', path: next.path };
  }
  if (turn.quoted) return undefined;
  const request = plain(turn.question);
  if (MORE.test(request) && quiz) return { kind: 'quiz', lesson: quiz.lesson.path };
  const isAtOnce = REVIEW.test(turn.history.findLast(({ role }) => role === 'assistant')?.text ?? '');
  const isOnQuiz = EXPLAIN.test(request) || (isAtOnce && UNCLEAR.test(request));
  if (quiz?.answered.length && isOnQuiz) return { kind: 'explain', quiz };
  const asked = QUIZ.exec(request);
  if (asked) return quizIntent(turn, asked.groups?.topic);
  const step = BESIDE.exec(request)?.groups?.step;
  if (step) return { kind: 'open', path: step };
  const place = OPEN.exec(request)?.groups?.place;
  if (place === undefined) return undefined;
  const query = place.replace(PLACE_WORDS, ' ').replace(/\s+/g, ' ').trim();
  if (query.length > 1) return { kind: 'find', query };
  // "That lesson" is the one that was named last.
  const last = lastNamed(turn);
  return last && { kind: 'open', path: last.path };
}

function quizIntent({ reading, quiz, history }: Turn, topic: string | undefined): Intent {
  if (topic && !HERE.test(topic)) return { kind: 'quiz', topic };
  if (topic || reading) return { kind: 'quiz' };
  // Away from the lessons, the last one that was quizzed, or what was last talked about.
  if (quiz) return { kind: 'quiz', lesson: quiz.lesson.path };
  const last = history.findLast(({ role, text }) => role === 'user' && text.length > 3)?.text;
  return last && !QUIZ.test(plain(last)) ? { kind: 'quiz', topic: last.slice(0, 200) } : { kind: 'quiz' };
}

/** Does what is wanted, and says so. */
export function* fulfil(intent: Intent, turn: Turn): Answering {
  switch (intent.kind) {
    case 'quiz': {
      const { lesson, topic } = intent;
      return quizText(yield { kind: 'call', tool: QUIZ_TOOL, input: { lesson, topic } });
    }
    case 'explain':
      return yield* explainWrong(turn, intent.quiz);
    case 'open':
      return openedText(yield { kind: 'call', tool: OPEN_LESSON_TOOL, input: { path: intent.path } });
    case 'find': {
      const found = (yield* search(intent.query)).filter(({ path }) => path !== '');
      const asked = topicWords(intent.query).flatMap(terms);
      const lessons = found.filter(({ lesson }) => lesson > 0);
      // The lesson that is called what is looked for, else the one with the best passage.
      const named = lessons.find(({ lesson_title }) =>
        asked.every((term) => terms(lesson_title).includes(term)),
      );
      const best = named ?? lessons[0] ?? found[0];
      return best ? yield* fulfil({ kind: 'open', path: pagePath(best.path) }, turn) : decline(turn);
    }
    default:
      return intent satisfies never;
  }
}

const opened = z.object({ opened: z.string(), title: z.string() });

/** What to say of a page that was to be opened. */
export function openedText(output: unknown): string {
  const { data } = opened.safeParse(output);
  return data
    ? `“${data.title}” is open. Ask me about it, or say “quiz me on this lesson”.`
    : 'I could not open that page. You find every lesson in the course index, and I can look one up if you name its topic.';
}

/** Of a lesson that has few, a card has fewer. */
const COUNTED = ['', 'One question', 'Two questions', 'Three questions'];

function quizText(output: unknown): string {
  const result = quizToolResult.safeParse(output).data ?? { error: 'A quiz cannot be made right now.' };
  if ('error' in result) return result.error;
  return result.all_asked_before
    ? `You have had all the questions of “${result.lesson}” by now, so these come again.`
    : `${COUNTED[result.questions] ?? 'Some questions'} from “${result.lesson}”. Choose what fits the gap, then press Check.`;
}

/** Reads the lesson of a quiz, and quotes what its sections say beside the sentences that were answered wrong, or beside all. */
export function* explainWrong(turn: Turn, { lesson, answered }: QuizNote): Answering {
  const page = courseDocuments(turn.course).find(({ path }) => path === lesson.path);
  const all = pieces(page ? yield* readPage(page) : [], quotedBefore(turn));
  const wrong = answered.filter(({ right_answer, student_chose }) => right_answer !== student_chose);
  const quoted = new Map<number, { best: Piece; titles: string[] }>();
  for (const answer of wrong.length ? wrong : answered) {
    const title = titleOf(answer);
    const own = all.filter(
      ({ passage: { section_title = lesson.title } }) => section_title === answer.section,
    );
    const asked = readAsked(`What is ${title.replace(/^(?:an?|the)\s/i, '')}?`);
    const near = own.length ? own : all;
    const best =
      all.find(({ attached }) => hasRow(attached, [title, answer.right_answer])) ??
      bestQuote(near, asked) ??
      near.find((piece) => isNamed(textOf(piece), asked)) ??
      own[0];
    if (!best) continue;
    const { titles = [] } = quoted.get(best.at) ?? {};
    quoted.set(best.at, { best, titles: [...titles, `**${title}**`] });
  }
  return quoted.size
    ? paragraphs(
        'Here is more of what the lesson says on these.',
        ...[...quoted.values()].flatMap(({ best, titles }) => [titles.join(', '), shownQuote(best)]),
        'Say “three more questions” to try again.',
      )
    : paragraphs(
        'The lesson has nothing more to quote on these. Read it again here:',
        page && pageLink(turn, page),
      );
}

function hasRow(block: Block | undefined, texts: string[]): boolean {
  const cells = block?.cells?.map(plainText) ?? [];
  return texts.every((text) => cells.includes(text));
}

/** Begins what is said of a thing, in place of its name. */
const PREDICATE =
  /^(?:(?:always|never|normally|often|usually)\s)?(?:is|are|has|can|cannot|must|may|[a-z]{2,}s)\s/;
const MAX_NAME = 60;

/** What an answered statement is about: the first field of a row, a name that was asked for, or what stands before the answer. */
function titleOf({ statement, right_answer }: QuizNote['answered'][number]): string {
  const row = /^[^:;]{1,40}: ([^;]+); [^:;]{1,40}: /.exec(statement)?.[1];
  const at = statement.indexOf(right_answer);
  const before = statement.slice(0, Math.max(0, at)).replace(/[\s:–—-]+$/, '');
  const after = statement.length - at - right_answer.length;
  const isName = !PREDICATE.test(right_answer) && right_answer.length < Math.min(after, MAX_NAME);
  const title = row ?? (at < 0 || isName ? right_answer : before);
  return title && title.length <= MAX_NAME ? title : statement;
}
