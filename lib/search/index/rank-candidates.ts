import type { Candidate, Ranked } from './candidate';
import type { Question } from './question';

/** Overviews name what lessons explain. */
const OVERVIEW_FACTOR = 0.75;

/** For words that stand beside each other as in the question, and for a heading that is what was asked. */
const PAIR_BOOST = 0.4;
const HEADED_BOOST = 0.3;
const DEFINITION_BOOST = 1;

/** What the best passages of a lesson lend each other: of two that are as good, that of the lesson that says more comes first. */
const LESSON_DEPTH = 3;
const LESSON_SHARE = 0.2;

/** More than anybody asks for, also when some say the same. */
const MAX_RANKED = 60;
/** Below this a cosine does not even tell which of two passages is nearer to the subject. */
const MIN_SIMILARITY = 0.3;
/** From here on a passage says all that was asked, as far as a cosine can tell. */
const FULL_SIMILARITY = 0.7;
/** What meaning counts in a rank, where it is known, beside words. */
const SEMANTIC_WEIGHT = 0.8;

/**
 * The candidates that share something with a question, words or meaning, the best first.
 * @param prior what a candidate's place is worth; 1 for most
 */
export function rankCandidates(
  question: Question,
  candidates: readonly Candidate[],
  prior: (candidate: Candidate) => number,
): Ranked[] {
  const { wantsDefinition, subject } = question;
  const things = wantsDefinition
    ? subject.size
    : Math.max(1, ...question.readings.map(({ asked }) => asked.length));
  const weighed = candidates.map((candidate) => {
    const isOverview = candidate.page.kind === 'module' || candidate.page.kind === 'chapter';
    const { pairs, headed } = candidate.statements;
    const boost =
      (1 + (PAIR_BOOST * pairs) / Math.max(1, question.pairs.length)) *
      (1 + (wantsDefinition ? DEFINITION_BOOST : HEADED_BOOST) * Math.min(1, headed / Math.max(1, things))) *
      (isOverview ? OVERVIEW_FACTOR : 1);
    const rank = candidate.retrieval * prior(candidate) * boost;
    const { similarity = -1, askedSimilarity = -1 } = candidate;
    const semantic = semanticScore(Math.max(similarity, askedSimilarity), MIN_SIMILARITY);
    return { candidate, rank, semantic };
  });
  const lessons = new Map<string, number[]>();
  for (const { candidate, rank } of weighed)
    lessons.set(candidate.page.parentDocId, [...(lessons.get(candidate.page.parentDocId) ?? []), rank]);
  const ofLesson = new Map(
    [...lessons].map(([lesson, ranks]) => [lesson, sum(ranks.sort((a, b) => b - a).slice(0, LESSON_DEPTH))]),
  );
  for (const one of weighed)
    one.rank += LESSON_SHARE * ((ofLesson.get(one.candidate.page.parentDocId) ?? 0) - one.rank);
  const top = weighed.reduce((most, { rank }) => Math.max(most, rank), 0);
  const scored = weighed
    .map(({ rank, ...rest }) => ({
      ...rest,
      score: (top === 0 ? 0 : rank / top) + SEMANTIC_WEIGHT * rest.semantic,
    }))
    .filter(({ semantic, candidate }) => semantic > 0 || saysAny(candidate))
    .sort((a, b) => b.score - a.score)
    .slice(0, MAX_RANKED);
  const best = scored[0]?.score || 1;
  // The root, because a passage of half the rank says more than half of what is wanted.
  return scored.map(({ candidate, score }) => ({ candidate, score: Math.sqrt(score / best) }));
}

/** How much of a question a passage answers as far as a cosine can tell: 0 below the floor, then from a half up. */
function semanticScore(cosine: number, floor: number): number {
  if (cosine < floor) return 0;
  return Math.min(1, 0.5 + (0.5 * (cosine - floor)) / (FULL_SIMILARITY - floor));
}

function saysAny({ statements: { context, statements, lines } }: Candidate): boolean {
  return statements.length > 0 || lines.length > 0 || context.includes(1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
