import { AFTER_QUIZ } from '../quiz/after-quiz';
import { OPEN_LESSON_TOOL } from '../tool-names';
import { closest, lessonLinks } from './closest';
import { answerFollowUp } from './follow-up';
import { inAnotherLanguage } from './languages';
import { LookupFailed, search } from './lookups';
import { lastNamed } from './parts';
import { explainWrong, fulfil, openedText, readIntent } from './quiz-and-open';
import { answerByQuoting } from './quote-answer';
import { plain } from './request';
import { answerByRoute } from './routes';
import { earlierQuestion } from './search-queries';
import { answerDirectly } from './small-talk';
import type { Answering, Step, Turn } from './turn';

const NOTHING_CHOSEN = 'Good. Ask me about anything in the course, or say “quiz me” with another topic.';
const LAST_LESSON = 'That was the last lesson of the course. Ask me about any of them again.';
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
    if (next === AFTER_QUIZ.explain && turn.quiz) return yield* explainWrong(turn.quiz);
  }
  const direct = answerDirectly(turn);
  if (direct !== undefined) return direct;
  if (!turn.quoted) {
    const { default: language } = turn.course.config.locales;
    const other = inAnotherLanguage(turn.question, [language, turn.reading?.locale ?? language]);
    if (other !== undefined)
      return [other, ...list(lessonLinks(turn, yield* search(turn.question)))].join('\n\n');
    const ready =
      (yield* answerFollowUp(turn)) ?? (yield* answerComplaint(turn)) ?? (yield* answerByRoute(turn));
    if (ready !== undefined) return ready;
  }
  return yield* answerByQuoting(turn);
}

function list(lines: string[]): string[] {
  return lines.length ? [lines.map((line) => `- ${line}`).join('\n')] : [];
}

const COMPLAINT =
  /\b(?:not what i (?:asked|meant|wanted)|(?:useless|stupid|dumb|terrible|awful|rubbish|garbage|nonsense|bullshit|crap)|(?:does|did|do) not (?:help|answer|make sense)|not helpful|you (?:suck|are (?:wrong|bad|not \w+))|(?:that|this|it) is wrong|wrong answer|bad answer|already (?:said|told) (?:me )?that|you (?:just )?repeat)\b/;
/** What went wrong is not said. */
const VAGUE =
  /^(?:(?:it|this|that|my (?:code|robot|program|node|setup)) (?:does not (?:work|run|start)|is (?:not working|broken)|fails?|crash(?:es|ed)?)|(?:i am )?stuck|i (?:have|got|need|am having) (?:an? )?(?:problems?|errors?|questions?|issues?|help)|(?:errors?|problem|not working|hm+|what|idk|i do not know(?: what to (?:do|ask))?|i am bored|any ?thing|something|whatever|test|asdf\w*)|help(?: me)?(?: with (?:this|it|that))?)$/;

/** What only an author could answer. */
const TO_WRITE =
  /^(?:(?:tell|write|make|sing)(?: me)? )?(?:an? |another |some )?(?:funny |short )?(?:jokes?|poems?|story|stories|songs?|rap|essay|homework)\b|\b(?:do|write|finish) my (?:homework|essay|assignment)\b/;

/** A word of regret and the lessons themselves for who is not served, and a question back for who does not say what is wrong. */
function* answerComplaint(turn: Turn): Answering<string | undefined> {
  const message = plain(turn.question);
  if (TO_WRITE.test(message))
    return 'I cannot write anything of my own: I only find and quote what the course says. Ask me about one of its topics.';
  if (COMPLAINT.test(message) && message.split(' ').length <= 10) {
    const sorry =
      'I am sorry. I can only find and quote what the lessons say, and I may have taken the wrong words for what you meant.';
    const earlier = earlierQuestion(turn);
    const passages = earlier ? yield* search(earlier) : [];
    return passages.length
      ? `${closest(turn, passages, `${sorry} These lessons may be nearer:`, lastNamed(turn))}\n\nWhat were you looking for? Other words may help.`
      : `${sorry} What were you looking for? Name the topic in a few words.`;
  }
  if (!VAGUE.test(message)) return undefined;
  return `Tell me a little more: what are you trying to do${turn.reading ? ` in “${turn.reading.title}”` : ''}, and what do you see instead? A topic, a command or the words of an error are enough for me to look it up. You can also ask “where should I start?” or “summarize this page”.`;
}

function say(turn: Turn, text: string): Step {
  const { files } = turn;
  const unread = `I cannot read files: I am the built-in guide, so ${files.join(', ')} stayed unopened. Tell me in words what is in it.`;
  return { kind: 'say', text: [...(files.length ? [unread] : []), text].join('\n\n') };
}
