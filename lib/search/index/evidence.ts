import type { Ranked } from './candidate';
import type { AskedWord, Question, Reading } from './question';
import type { Statements } from './statements';

/** What can be seen of one reading of a question in the passages found for it. Sums of information are taken by their logarithm. */
export interface Signs {
  /** How many things are asked about, by its logarithm. */
  things: number;
  /** How much of that the best statement, with its headings, does not say. */
  missing: number;
  /** The share that it does say, times the share that is the course's own subject. */
  topicalCovered: number;
  /** How much of the course's own subject is in the title, the headings and the named terms of one passage. */
  titled: number;
  /** How many of its neighbouring words stand beside each other in one passage, too, by its logarithm. */
  pairs: number;
  /** How alike the question and the nearest line are by which students ask: what both say, of all that either says. */
  asked: number;
  /** How many names, also in the sentences beside it, the best passage does not have. */
  names: number;
  /** How many words beside it no lesson has. */
  strangers: number;
  /** So little is asked about beside other sentences that they must tell what: one divided by its things, 0 if there are none. */
  leaning: number;
  /** All sentences are read as one question. */
  isAll: number;
}

/**
 * How much each sign says: fitted by `npm run eval -- --fit` on questions about several courses, each also asked of the others, and on
 * everyday questions (docs/decisions/0040-declining-by-evidence.md).
 */
export const WEIGHTS: Record<keyof Signs, number> & { bias: number } = {
  bias: -2.13,
  things: 1.83,
  missing: -2.46,
  topicalCovered: 4.04,
  titled: 2.82,
  pairs: 2.24,
  asked: 2,
  names: -1.71,
  strangers: -0.52,
  leaning: -1.38,
  isAll: -0.75,
};

/** How likely it has to be that the course covers a question. */
const MIN_LIKELIHOOD = 0.5;
/** So many of the best passages are looked at. */
const MAX_PASSAGES_READ = 40;

/**
 * Cosine from which a passage is on the subject of a question though it shares no words with it, for
 * `text-embedding-3-small`: its unrelated texts lie around 0.1 to 0.3.
 */
const MIN_SIMILARITY = 0.45;
/** The same for a line by which students ask for a passage: a question is nearer to a question than to what answers it. */
const MIN_ASKED_SIMILARITY = 0.6;

/** For a word that only students say, and no lesson. */
const ONLY_ASKED = 0.6;

/**
 * Whether passages speak of a question, by their meaning or by their words.
 * @param ranked the best first
 */
export function speakOf(question: Question, ranked: readonly Ranked[]): boolean {
  const isSimilar = ranked.some(
    ({ candidate: { similarity = -1, askedSimilarity = -1 } }) =>
      similarity >= MIN_SIMILARITY || askedSimilarity >= MIN_ASKED_SIMILARITY,
  );
  return isSimilar || signsOf(question, ranked).some((signs) => likelihood(signs) >= MIN_LIKELIHOOD);
}

/** Signs of each reading of a question, in the same passages. */
export function signsOf(question: Question, ranked: readonly Ranked[]): Signs[] {
  const statements = ranked.slice(0, MAX_PASSAGES_READ).map(({ candidate }) => candidate.statements);
  return question.readings.map((reading) => signsOfReading(reading, statements));
}

/** How likely it is that the course covers what has these signs, 0 to 1. */
function likelihood(signs: Signs): number {
  const { bias, ...weights } = WEIGHTS;
  const sum = Object.entries(weights).reduce(
    (total, [sign, weight]) => total + weight * signs[sign as keyof Signs],
    bias,
  );
  return 1 / (1 + Math.exp(-sum));
}

function signsOfReading({ asked, beside, isAll, leans }: Reading, passages: readonly Statements[]): Signs {
  const total = sum(asked, () => 1);
  const topical = share(
    sum(asked, ({ topicality }) => topicality),
    total,
  );
  let covered = 0;
  let highest = -1;
  let titled = 0;
  let similarity = 0;
  let inPassage: Uint8Array[] = [];
  let pairs = 0;
  for (const { context, statements, lines, pairs: neighbours } of passages) {
    pairs = Math.max(pairs, neighbours);
    const inHeadings = sum(asked, (word) => creditOf(word, [context]) * word.topicality);
    titled = Math.max(titled, inHeadings);
    const consider = (sets: Uint8Array[]) => {
      const amount = sum(asked, (word) => creditOf(word, sets));
      if (share(amount, total) + inHeadings <= highest) return;
      covered = amount;
      highest = share(amount, total) + inHeadings;
      inPassage = [context, ...statements, ...lines.map(({ terms }) => terms)];
    };
    consider([context]);
    for (const statement of statements) consider([context, statement]);
    for (const { terms, information } of lines) {
      const both = sum(asked, (word) => creditOf(word, [terms]));
      similarity = Math.max(similarity, share(both, total + information - both));
    }
  }
  const isForeign = (word: AskedWord) => word.isName && creditOf(word, inPassage) === 0;
  return {
    things: Math.log(Math.max(1, asked.length)),
    missing: Math.log(1 + total - covered),
    topicalCovered: share(covered, total) * topical,
    titled: Math.log(1 + titled),
    pairs: Math.log(1 + pairs),
    asked: similarity,
    names: Math.log(1 + [...asked, ...beside].filter(isForeign).length),
    strangers: Math.log(1 + beside.filter(({ isInLessons }) => !isInLessons).length),
    leaning: leans && beside.length > 0 ? 1 / Math.max(1, asked.length) : 0,
    isAll: isAll ? 1 : 0,
  };
}

/** Sum of what words are worth, each by its information. */
function sum(words: readonly AskedWord[], worth: (word: AskedWord) => number): number {
  return words.reduce((total, word) => total + worth(word) * word.information, 0);
}

function share(part: number, total: number): number {
  return total === 0 ? 0 : part / total;
}

/** How surely sets of terms, taken together, say a word. */
function creditOf({ forms, isInLessons }: AskedWord, sets: readonly Uint8Array[]): number {
  let best = 0;
  for (const { at, credit } of forms)
    if (credit > best && at.every((term) => sets.some((set) => set[term] === 1))) best = credit;
  return best * (isInLessons ? 1 : ONLY_ASKED);
}
