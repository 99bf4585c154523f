import type { Candidate, Ranked } from './candidate';
import { certainty, isProof, isShort } from './certainty';
import { coverage } from './coverage';
import type { Question } from './read-question';

const DEFINITION_BOOST = 1.7;
/** For the definition of what a how-to question wants made. */
const OBJECT_BOOST = 1.7;
const PAIR_BOOST = 0.5;
/** For a line of code that does what is asked. */
const COMMAND_BOOST = 1.5;
/** Overviews name what lessons explain. */
const OVERVIEW_FACTOR = 0.75;

/** How much of a rank stays when a passage has none of the question's words. */
const UNCOVERED = 0.5;

/** More than anybody asks for, also when some say the same. */
const MOST = 60;

/**
 * Cosine from which a passage is on the subject of a question though it shares no words with it, for
 * `text-embedding-3-small`: its unrelated texts lie around 0.1 to 0.3.
 */
export const MEANT = 0.45;
/** From here on a passage says all that was asked, as far as a cosine can tell. */
const FULLY_MEANT = 0.7;
/** How much of a rank meaning decides, where it is known. */
const MEANING_SHARE = 0.5;

export interface RankOptions {
  /** See {@link MEANT}. */
  similarityFloor?: number;
  /** What a candidate's place is worth; 1 for most. */
  prior(candidate: Candidate): number;
}

interface Weighed {
  candidate: Candidate;
  rank: number;
  /** See {@link meaning}. */
  meant: number;
}

/** The candidates that fit a question, the best first; none if not one of them is about it. */
export function rankCandidates(
  question: Question,
  candidates: Candidate[],
  { similarityFloor = MEANT, prior }: RankOptions,
): Ranked[] {
  const weighed = candidates.map((candidate): Weighed => {
    const covered = coverage(question.concepts, candidate.has);
    const rank = candidate.retrieval * boost(candidate, question) * (UNCOVERED + (1 - UNCOVERED) * covered);
    return { candidate, rank, meant: meaning(candidate, similarityFloor) };
  });
  const top = weighed.reduce((most, { rank }) => Math.max(most, rank), 0);
  const scored = weighed
    .map(({ candidate, rank, meant }) => ({
      candidate,
      meant,
      score: blended(top === 0 ? 0 : rank / top, meant),
    }))
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST);
  const sure = certainty(
    question,
    scored.map(({ candidate }) => candidate),
  );
  const best = scored.reduce((most, { score }) => Math.max(most, score), 0);
  // Any passage has some word of a long question, and the order tells which fit; of a short one each has to prove that it does.
  const fits = (candidate: Candidate) => sure > 0 && (!isShort(question) || isProof(question, candidate));
  return scored
    .filter(({ candidate, meant }) => meant > 0 || fits(candidate))
    .map(({ candidate, meant, score }) => ({
      candidate,
      // The root, because a passage of half the rank says more than half of what is wanted.
      score: Math.max(sure, meant) * Math.sqrt(score / best) * prior(candidate),
    }))
    .sort((one, other) => other.score - one.score)
    .map(({ candidate, score }) => ({ candidate, score: Math.min(1, score) }));
}

function blended(rank: number, meant: number): number {
  return rank + MEANING_SHARE * meant;
}

/** How much of a question a passage answers as far as a cosine can tell: 0 below the floor, then from a half up. */
function meaning({ similarity }: Candidate, floor: number): number {
  if (similarity === undefined || similarity < floor) return 0;
  return Math.min(1, 0.5 + (0.5 * (similarity - floor)) / Math.max(0.01, FULLY_MEANT - floor));
}

function boost(candidate: Candidate, question: Question): number {
  const { said, page } = candidate;
  const { pairs, commands, subjects, objects } = question;
  const phrase = pairs.length ? 1 + (PAIR_BOOST * said.pairs) / pairs.length : 1;
  const command = commands.length ? 1 + (COMMAND_BOOST * said.commands) / commands.length : 1;
  const definition = candidate.defines(subjects) ? DEFINITION_BOOST : 1;
  const object = candidate.defines(objects) ? OBJECT_BOOST : 1;
  const place = page.kind === 'lesson' || page.kind === 'page' ? 1 : OVERVIEW_FACTOR;
  return phrase * command * Math.max(definition, object) * place;
}
