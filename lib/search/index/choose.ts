import type { Hit } from './search-index';

/** At most so many of one lesson among the first {@link WINDOW}. */
const PER_LESSON = 3;
const WINDOW = 5;

/** Share of common terms from which two passages say the same. */
const SAME = 0.85;

/** Passages this much worse than the best are noise beside it. */
const TAIL = 0.5;

/**
 * The hits to return: no two that say the same, and never more than three of one lesson among the first five, unless only
 * one lesson was asked about. Scores fall from first to last.
 */
export function choose(hits: Hit[], limit: number, isOneLesson: boolean): Hit[] {
  const floor = (hits[0]?.score ?? 0) * TAIL;
  const chosen: Hit[] = [];
  const later: Hit[] = [];
  for (const hit of hits) {
    if (chosen.length >= limit || hit.score < floor) break;
    if ([...chosen, ...later].some((other) => saysTheSame(hit, other))) continue;
    const isCrowded = chosen.length < WINDOW && count(chosen, hit) >= PER_LESSON && !isOneLesson;
    if (isCrowded) later.push(hit);
    else chosen.push(hit);
  }
  const [first] = chosen;
  // Nothing else is left that fits: keeping places free for other lessons would only hide passages.
  const isAlone = first !== undefined && count(chosen, first) === chosen.length;
  if (chosen.length < WINDOW && !isAlone) return chosen;
  let last = chosen.at(-1)?.score ?? 0;
  for (const hit of later.slice(0, limit - chosen.length)) {
    last = Math.min(last, hit.score);
    chosen.push({ ...hit, score: last });
  }
  return chosen;
}

function count(chosen: Hit[], { indexed }: Hit): number {
  return chosen.filter((other) => other.indexed.chunk.parentDocId === indexed.chunk.parentDocId).length;
}

function saysTheSame({ indexed: one }: Hit, { indexed: other }: Hit): boolean {
  if (one.chunk.contentHash === other.chunk.contentHash) return true;
  let common = 0;
  for (const term of one.terms) if (other.terms.has(term)) common += 1;
  return common / (one.terms.size + other.terms.size - common) > SAME;
}
