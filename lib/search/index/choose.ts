import type { Ranked } from './candidate';

/** At most so many of one lesson among the first {@link WINDOW}. */
const PER_LESSON = 3;
const WINDOW = 5;

/** Share of common terms from which two passages say the same. */
const SAME = 0.85;

/** Passages this much worse than the best are noise beside it. */
const TAIL = 0.4;

/**
 * The passages to return: no two that say the same, and never more than three of one lesson among the first five, unless only
 * one lesson was asked about. Scores fall from first to last.
 */
export function choose(ranked: Ranked[], limit: number): Ranked[] {
  const isOneLesson = new Set(ranked.map(({ candidate }) => candidate.page.parentDocId)).size === 1;
  const floor = (ranked[0]?.score ?? 0) * TAIL;
  const chosen: Ranked[] = [];
  const later: Ranked[] = [];
  for (const one of ranked) {
    if (chosen.length >= limit || one.score < floor) break;
    if ([...chosen, ...later].some((other) => saysTheSame(one, other))) continue;
    const isCrowded = chosen.length < WINDOW && count(chosen, one) >= PER_LESSON && !isOneLesson;
    if (isCrowded) later.push(one);
    else chosen.push(one);
  }
  const [first] = chosen;
  // Nothing else is left that fits: keeping places free for other lessons would only hide passages.
  const isAlone = first !== undefined && count(chosen, first) === chosen.length;
  if (chosen.length < WINDOW && !isAlone) return chosen;
  let last = chosen.at(-1)?.score ?? 0;
  for (const one of later.slice(0, limit - chosen.length)) {
    last = Math.min(last, one.score);
    chosen.push({ ...one, score: last });
  }
  return chosen;
}

function count(chosen: Ranked[], { candidate }: Ranked): number {
  return chosen.filter((other) => other.candidate.page.parentDocId === candidate.page.parentDocId).length;
}

function saysTheSame({ candidate: one }: Ranked, { candidate: other }: Ranked): boolean {
  if (one.passage.contentHash === other.passage.contentHash) return true;
  const [few, many] = [one.terms, other.terms].sort((left, right) => left.size - right.size);
  if (!few || !many || few.size / many.size <= SAME) return false;
  let common = 0;
  for (const term of few) if (many.has(term)) common += 1;
  return common / (few.size + many.size - common) > SAME;
}
