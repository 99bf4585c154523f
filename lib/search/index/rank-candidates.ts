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
const MEANT = 0.45;
/** The same for a line by which students ask for a passage: a question is nearer to a question than to what answers it. */
const MEANT_AS_ASKED = 0.6;
/** Below this a cosine does not even tell which of two passages is nearer to the subject. */
const NEAR = 0.3;
/** From here on a passage says all that was asked, as far as a cosine can tell. */
const FULLY_MEANT = 0.7;
/** What meaning counts in a rank, where it is known, beside words. */
const MEANING_SHARE = 0.8;

export interface RankOptions {
  /** What a candidate's place is worth; 1 for most. */
  prior(candidate: Candidate): number;
}

interface Weighed {
  candidate: Candidate;
  rank: number;
  /** How near to the question it is, to order by, see {@link meaning}. */
  near: number;
  /** The same, where that is near enough to say that the course covers the question. */
  meant: number;
}

/** The candidates that fit a question, the best first; none if not one of them is about it. */
export function rankCandidates(
  question: Question,
  candidates: Candidate[],
  { prior }: RankOptions,
): Ranked[] {
  const weighed = candidates.map((candidate): Weighed => {
    const covered = coverage(question.concepts, candidate.has);
    const rank = candidate.retrieval * boost(candidate, question) * (UNCOVERED + (1 - UNCOVERED) * covered);
    const { similarity = -1, askedSimilarity = -1 } = candidate;
    const near = meaning(Math.max(similarity, askedSimilarity), NEAR);
    const meant = Math.max(meaning(similarity, MEANT), meaning(askedSimilarity, MEANT_AS_ASKED));
    return { candidate, rank, near, meant };
  });
  const top = weighed.reduce((most, { rank }) => Math.max(most, rank), 0);
  const scored = weighed
    .map(({ rank, ...one }) => ({ ...one, score: (top === 0 ? 0 : rank / top) + MEANING_SHARE * one.near }))
    .sort((one, other) => other.score - one.score)
    .slice(0, MOST);
  const said = certainty(
    question,
    scored.map(({ candidate }) => candidate),
  );
  const sure = scored.reduce((most, { meant }) => Math.max(most, meant), said);
  if (sure === 0) return [];
  const best = scored.reduce((most, { score }) => Math.max(most, score), 0);
  // Any passage has some word of a long question, and the order tells which fit; of a short one each has to prove that it does.
  const fits = (candidate: Candidate) => said > 0 && (!isShort(question) || isProof(question, candidate));
  return scored
    .filter(({ candidate, near }) => near > 0 || fits(candidate))
    .map(({ candidate, score }) => ({
      candidate,
      // The root, because a passage of half the rank says more than half of what is wanted.
      score: sure * Math.sqrt(score / best) * prior(candidate),
    }))
    .sort((one, other) => other.score - one.score)
    .map(({ candidate, score }) => ({ candidate, score: Math.min(1, score) }));
}

/** How much of a question a passage answers as far as a cosine can tell: 0 below the floor, then from a half up. */
function meaning(cosine: number, floor: number): number {
  if (cosine < floor) return 0;
  return Math.min(1, 0.5 + (0.5 * (cosine - floor)) / (FULLY_MEANT - floor));
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
