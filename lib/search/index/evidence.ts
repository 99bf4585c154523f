import type { AskedWord, Question } from './question';
import type { Statements } from './statements';

/** What can be seen of the sentence of a question that the passages found speak of most. */
export interface Signs {
  /** Share of what it names that one statement, with its headings and the statement before, says. */
  covered: number;
  /** How much of it is in the title or the headings there. */
  titled: number;
  /** Share of what it names that one line has by which students ask. */
  asked: number;
  /** How many words it has that no lesson has, by its logarithm. */
  strangers: number;
  /** Share of what it names that is the course's own subject, wherever that stands. */
  native: number;
  /** Both at once: {@link covered} times {@link native}. */
  ownCovered: number;
  /** How many things it names, by its logarithm. */
  words: number;
}

/**
 * How much each sign says: fitted by `npm run eval -- --fit` on questions about several courses, each also asked of the others, and on
 * everyday questions (docs/decisions/0040-declining-by-evidence.md).
 */
export const WEIGHTS: Record<keyof Signs, number> & { bias: number } = {
  bias: -5.02,
  covered: 4.27,
  titled: 1.39,
  asked: 3.8,
  strangers: -1.35,
  native: 1.11,
  ownCovered: 3.11,
  words: 1.74,
};

/** So many of the best passages are looked at. */
export const MAX_READ = 40;

/** For a word that only students say, and no lesson. */
const ONLY_ASKED = 0.6;

/** Signs of each sentence of a question. */
export function signsOf(question: Question, passages: readonly Statements[]): Signs[] {
  return question.sentences.map((sentence) => {
    let best = seen(sentence, []);
    let nearestLine = 0;
    const consider = (sets: Uint8Array[], context?: Uint8Array) => {
      const signs = seen(sentence, sets, context);
      if (signs.covered + signs.titled > best.covered + best.titled) best = signs;
    };
    for (const { context, statements, asked } of passages) {
      let before = context;
      for (const statement of statements.length ? statements : [context]) {
        consider([context, statement, before], context);
        before = statement;
      }
      for (const line of asked) {
        consider([context, line], context);
        nearestLine = Math.max(nearestLine, seen(sentence, [line]).covered);
      }
    }
    return { ...best, asked: nearestLine };
  });
}

/** How likely it is that the course covers what has these signs, 0 to 1. */
export function likelihood(signs: Signs): number {
  const { bias, ...weights } = WEIGHTS;
  const sum = Object.entries(weights).reduce(
    (total, [sign, weight]) => total + weight * signs[sign as keyof Signs],
    bias,
  );
  return 1 / (1 + Math.exp(-sum));
}

/** How likely it is that passages speak of a question: of the sentence of it that they say most of. */
export function certainty(question: Question, passages: readonly Statements[]): number {
  return Math.max(0, ...signsOf(question, passages).map(likelihood));
}

function seen(sentence: readonly AskedWord[], sets: readonly Uint8Array[], context?: Uint8Array): Signs {
  let asked = 0;
  let covered = 0;
  let titled = 0;
  let strangers = 0;
  let native = 0;
  for (const { forms, isSaid, information, topicality } of sentence) {
    asked += information;
    native += information * topicality;
    const credit = creditOf(forms, sets) * (isSaid ? 1 : ONLY_ASKED);
    if (!isSaid) strangers += 1;
    if (credit === 0) continue;
    covered += credit * information;
    if (context && creditOf(forms, [context]) > 0) titled += credit * information * topicality;
  }
  const share = (part: number) => (asked === 0 ? 0 : part / asked);
  return {
    covered: share(covered),
    titled: Math.log(1 + titled),
    asked: 0,
    strangers: Math.log(1 + strangers),
    native: share(native),
    ownCovered: share(covered) * share(native),
    words: Math.log(Math.max(1, sentence.length)),
  };
}

/** How surely sets of terms, taken together, say a word. */
function creditOf(forms: AskedWord['forms'], sets: readonly Uint8Array[]): number {
  let best = 0;
  for (const { at, credit } of forms)
    if (credit > best && at.every((term) => sets.some((set) => set[term] === 1))) best = credit;
  return best;
}
