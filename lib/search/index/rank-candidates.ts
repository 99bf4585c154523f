import type { Candidate, Ranked } from './candidate';
import { coverage } from './coverage';
import { evidence } from './evidence';
import type { Question } from './read-question';

/** Least coverage of a short question, and of a long one, in which many words only tell a story. */
const FLOOR = { short: 0.5, long: 0.36 };
/** The same for {@link evidence}. */
const PROOF = { short: 0.64, long: 0.36 };
const SHORT = 4;
const LONG = 12;

/** How much of a score the ranking within the results decides; the rest is coverage alone. */
const RANK_SHARE = 0.45;

const DEFINITION_BOOST = 1.7;
/** For the definition of what a how-to question wants made. */
const OBJECT_BOOST = 1.7;
const PAIR_BOOST = 0.5;
/** For a line of code that does what is asked. */
const COMMAND_BOOST = 1.5;
/** Overviews name what lessons explain. */
const OVERVIEW_FACTOR = 0.75;

/** More than anybody asks for, also when some say the same. */
const MOST = 60;

/**
 * Cosine from which a passage is on the subject of a question though it shares no words with it, for
 * `text-embedding-3-small`: its unrelated texts lie around 0.1 to 0.3.
 */
export const MEANT = 0.45;
/** From here on a passage says all that was asked, as far as a cosine can tell. */
const FULLY_MEANT = 0.7;

export interface RankOptions {
  /** See {@link MEANT}. */
  similarityFloor?: number;
  /** What a candidate's place is worth; 1 for most. */
  prior(candidate: Candidate): number;
}

interface Weighed {
  candidate: Candidate;
  rank: number;
  covered: number;
}

/** The candidates that fit a question, the best first; none if not one of them is about it. */
export function rankCandidates(question: Question, candidates: Candidate[], options: RankOptions): Ranked[] {
  const floor = limitFor(question.concepts.length, FLOOR);
  const proof = limitFor(question.concepts.length, PROOF);
  const { similarityFloor = MEANT, prior } = options;
  const weighed = candidates.flatMap((candidate): Weighed[] => {
    const said = question.isForeign ? 0 : coverage(question.concepts, candidate.has);
    const meant = meaning(candidate, similarityFloor);
    if (said < floor && meant === 0) return [];
    return [
      { candidate, rank: candidate.retrieval * boost(candidate, question), covered: Math.max(said, meant) },
    ];
  });
  const fitting: Weighed[] = [];
  // Evidence is most of the work, so it is asked for from the best down.
  for (const { weighed: one } of scored(weighed)) {
    if (fitting.length >= MOST) break;
    const isMeant = meaning(one.candidate, similarityFloor) > 0;
    if (isMeant || evidence(question.concepts, one.candidate.said) >= proof) fitting.push(one);
  }
  // Anew, since what led may have had no proof.
  return scored(fitting)
    .map(({ weighed: { candidate }, score }) => ({ candidate, score: score * prior(candidate) }))
    .sort((one, other) => other.score - one.score)
    .map(({ candidate, score }) => ({ candidate, score: Math.min(1, score) }));
}

/** With their scores, the best first. */
function scored(list: Weighed[]): { weighed: Weighed; score: number }[] {
  const top = list.reduce((most, { rank }) => Math.max(most, rank), 0);
  return list
    .map((weighed) => {
      const share = top === 0 ? 0 : RANK_SHARE * (weighed.rank / top);
      return { weighed, score: Math.min(1, weighed.covered * (1 - RANK_SHARE + share)) };
    })
    .sort((one, other) => other.score - one.score);
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

function limitFor(concepts: number, { short, long }: typeof FLOOR): number {
  const share = Math.min(1, Math.max(0, (concepts - SHORT) / (LONG - SHORT)));
  return short - share * (short - long);
}
