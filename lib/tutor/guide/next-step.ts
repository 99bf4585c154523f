import { AFTER_QUIZ } from '../quiz/after-quiz';
import { earlierQuestion } from '../retrieval/search-queries';
import { OPEN_LESSON_TOOL } from '../tool-names';
import { closest, lessonLinks, list, paragraphs } from './answer-text';
import { LAST_LESSON } from './course-answers';
import { answerFollowUp } from './follow-up';
import { inAnotherLanguage, namesIn, type OtherLanguage } from './languages';
import { LookupFailed, search } from './lookups';
import { answerOnPage } from './on-page';
import { lastNamed } from './parts';
import { fulfil, openedText, readIntent } from './quiz-and-open';
import { answerByQuoting } from './quote-answer';
import { plain } from './request';
import { answerByRoute } from './routes';
import { answerDirectly } from './small-talk';
import type { Answering, Step, Turn } from './turn';

const NOTHING_CHOSEN = 'Good. Ask me about anything in the course, or say “quiz me” with another topic.';
const UNAVAILABLE =
  'The course search is unavailable right now, so I cannot look that up. Please try again in a moment.';

/**
 * What the guide does next: the way to the answer is gone from its beginning, with what tools have answered so far. What the browser
 * has answered begins a run of its own, and stands alone.
 */
export function nextStep(turn: Turn): Step {
  const opened = turn.outcomes.findLast(({ name }) => name === OPEN_LESSON_TOOL);
  if (opened) return say(turn, openedText(opened.output));
  const answering = answer(turn);
  try {
    let step = answering.next();
    for (const { output } of turn.outcomes) {
      if (step.done) break;
      step = answering.next(output);
    }
    return step.done ? say(turn, step.value) : step.value;
  } catch (error) {
    if (error instanceof LookupFailed) return say(turn, UNAVAILABLE);
    throw error;
  }
}

function* answer(turn: Turn): Answering {
  const intent = readIntent(turn);
  if (intent) return yield* fulfil(intent, turn);
  if (turn.choice) {
    const { next } = turn.choice;
    if (next === undefined) return NOTHING_CHOSEN;
    if (next === AFTER_QUIZ.next) return LAST_LESSON;
  }
  if (turn.quoted) return (yield* answerOnPage(turn)) ?? (yield* answerByQuoting(turn));
  const { default: language } = turn.course.config.locales;
  const other = inAnotherLanguage(turn.question, [language, turn.reading?.locale ?? language]);
  return (
    answerDirectly(turn) ??
    (other && (yield* answerInLanguage(turn, other))) ??
    (yield* answerFollowUp(turn)) ??
    (yield* answerOnPage(turn)) ??
    (yield* answerComplaint(turn)) ??
    (yield* answerByRoute(turn)) ??
    (yield* answerByQuoting(turn))
  );
}

function* answerInLanguage(turn: Turn, { code, sentence }: OtherLanguage): Answering {
  const names = namesIn(turn.question, code, turn.course);
  return paragraphs(sentence, names && list(lessonLinks(turn, yield* search(names))));
}

const COMPLAINT =
  /\b(?:not what i (?:asked|meant|wanted)|(?:useless|stupid|dumb|terrible|awful|rubbish|garbage|nonsense|bullshit|crap)|(?:does|did|do) not (?:help|answer|make sense)|not helpful|you (?:suck|are (?:wrong|bad|not \w+))|(?:that|this|it) is wrong|wrong answer|bad answer|already (?:said|told) (?:me )?that|you (?:just )?repeat)\b/;
const MAX_COMPLAINT_WORDS = 10;
const SORRY =
  'I am sorry. I can only find and quote what the lessons say, and I may have taken the wrong words for what you meant.';

/** A word of regret, and the lessons themselves, for who is not served. */
function* answerComplaint(turn: Turn): Answering<string | undefined> {
  const message = plain(turn.question);
  if (!COMPLAINT.test(message) || message.split(' ').length > MAX_COMPLAINT_WORDS) return undefined;
  const earlier = earlierQuestion(turn);
  const passages = earlier ? yield* search(earlier) : [];
  if (!passages.length) return `${SORRY} What were you looking for? Name the topic in a few words.`;
  const lessons = closest(turn, passages, `${SORRY} These lessons may be nearer:`, lastNamed(turn));
  return paragraphs(lessons, 'What were you looking for? Other words may help.');
}

function say({ files }: Turn, text: string): Step {
  const unread =
    files.length > 0 &&
    `I cannot read files: I am the built-in guide, so ${files.join(', ')} stayed unopened. Tell me in words what is in it.`;
  return { kind: 'say', text: paragraphs(unread, text) };
}
