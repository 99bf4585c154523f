import type { Candidate } from './candidate';
import { coverage, shareSaid } from './coverage';
import { evidence } from './evidence';
import type { Question } from './read-question';

/** Least coverage of a short question, and of a long one, in which many words only tell a story. */
const FLOOR = { short: 0.5, long: 0.36 };
/** The same for {@link evidence}. */
const PROOF = { short: 0.64, long: 0.36 };
const SHORT = 4;
const LONG = 12;

/** From here on the signs are believed, see {@link likelihood}. */
const BELIEVED = 0.51;
/** Fewer words than these are too few for signs: any two of them stand together somewhere. */
const FEWEST = 4;

/** So many of the best candidates are looked at. */
const LOOKED_AT = 40;

/** What can be seen of a question and of the passages that have its words. */
interface Signs {
  /** The most that one passage says of it in one breath, or is asked for with, see {@link evidence}. */
  evidence: number;
  /** How much of it one passage has anywhere: its words, the rarer the more, times how many there are. */
  mass: number;
  /** The share of it that the course has no word for. */
  unknown: number;
  /** How many things it names. */
  words: number;
}

/**
 * How much each sign says, for and against: fitted by logistic regression on questions that the course covers and questions
 * that it does not, the tuning half of the evaluation's among them (tests/evaluation).
 */
const WEIGHTS: Record<keyof Signs, number> = { evidence: 6.26, mass: 4.59, unknown: -2.94, words: 6.43 };
const BIAS = -8.29;

/**
 * How certain it is that the course covers a question, by its words: 0 if it cannot be told from one that it does not.
 * A sentence of a lesson that says what was asked proves it. Questions in other words than the lessons' are judged by signs.
 */
export function certainty(question: Question, candidates: Candidate[]): number {
  if (question.isForeign) return 0;
  const looked = candidates.slice(0, LOOKED_AT);
  if (looked.some((candidate) => isProof(question, candidate))) return 1;
  if (isShort(question)) return 0;
  const likely = likelihood(signsOf(question, looked));
  return likely < BELIEVED ? 0 : likely;
}

/** Whether a question is too short to be judged by signs. */
export function isShort({ concepts }: Question): boolean {
  return concepts.length < FEWEST;
}

/** Whether a sentence of a passage, with its headings, says enough of a question to prove that it is covered. */
export function isProof({ concepts }: Question, { has, said }: Candidate): boolean {
  const { length } = concepts;
  if (coverage(concepts, has) < limitFor(length, FLOOR)) return false;
  return evidence(concepts, said.statements, said.context) >= limitFor(length, PROOF);
}

/** What can be seen of a question and its best candidates. */
function signsOf({ concepts, rarest }: Question, candidates: Candidate[]): Signs {
  const asked = concepts.reduce((sum, { information }) => sum + information, 0);
  const missing = concepts.filter(({ forms }) => forms.length === 0);
  let most = 0;
  let mass = 0;
  for (const { said, has } of candidates) {
    const { statements, asked: lines, context } = said;
    most = Math.max(most, evidence(concepts, [...statements, undefined, ...lines], context));
    const shares = concepts.map((concept) => shareSaid(concept, [has]));
    const information = concepts.reduce(
      (sum, concept, at) => sum + concept.information * (shares[at] ?? 0),
      0,
    );
    mass = Math.max(mass, information * shares.filter((share) => share > 0).length);
  }
  return {
    evidence: most,
    mass: rarest === 0 ? 0 : mass / rarest,
    unknown: asked === 0 ? 1 : missing.reduce((sum, { information }) => sum + information, 0) / asked,
    words: concepts.length,
  };
}

/** How likely it is that the course covers a question, 0 to 1, if it is as likely as not before anything is seen. */
function likelihood(signs: Signs): number {
  const sum =
    BIAS +
    WEIGHTS.evidence * signs.evidence +
    WEIGHTS.mass * massSign(signs) +
    WEIGHTS.unknown * signs.unknown +
    WEIGHTS.words * wordsSign(signs);
  return 1 / (1 + Math.exp(-sum));
}

/** The signs that are no shares, on a scale like theirs. */
function massSign({ mass }: Signs): number {
  return Math.log(1 + mass) / 3;
}

function wordsSign({ words }: Signs): number {
  return Math.min(words, LONG) / LONG;
}

function limitFor(concepts: number, { short, long }: typeof FLOOR): number {
  const share = Math.min(1, Math.max(0, (concepts - SHORT) / (LONG - SHORT)));
  return short - share * (short - long);
}
