import type { Ranked } from './candidate';

/** Among the first {@link WINDOW}, more than this many of one lesson are many. */
const MANY = 3;
/** So many of it are the most. */
const MOST = 4;
const WINDOW = 5;
/** A passage of another lesson that scores this share of it takes the place of one of many. */
const CLOSE = 0.9;

/** Share of common terms from which two passages say the same. */
const SAME = 0.85;

/** Passages this much worse than the best are noise beside it. */
const TAIL = 0.4;

/**
 * The passages to return: no two that say the same, and among the first five no more than three of one lesson, or four where
 * nothing of another comes close, unless only one lesson was asked about. Scores fall from first to last.
 */
export function choose(ranked: Ranked[], limit: number): Ranked[] {
  const isOneLesson = new Set(ranked.map(({ candidate }) => candidate.page.parentDocId)).size === 1;
  const floor = (ranked[0]?.score ?? 0) * TAIL;
  const chosen: Ranked[] = [];
  const later: Ranked[] = [];
  for (const [place, one] of ranked.entries()) {
    if (chosen.length >= limit || one.score < floor) break;
    if ([...chosen, ...later].some((other) => saysTheSame(one, other))) continue;
    const isCrowded =
      chosen.length < WINDOW && !isOneLesson && count(chosen, one) >= mostOf(one, ranked, place);
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

/** How many of its lesson may be among the first. */
function mostOf(one: Ranked, ranked: Ranked[], place: number): number {
  const next = ranked.slice(place + 1).find((other) => lessonOf(other) !== lessonOf(one));
  return next !== undefined && next.score >= CLOSE * one.score ? MANY : MOST;
}

function lessonOf({ candidate }: Ranked): string {
  return candidate.page.parentDocId;
}

function count(chosen: Ranked[], one: Ranked): number {
  return chosen.filter((other) => lessonOf(other) === lessonOf(one)).length;
}

function saysTheSame({ candidate: one }: Ranked, { candidate: other }: Ranked): boolean {
  if (one.passage.contentHash === other.passage.contentHash) return true;
  const [few, many] = [one.terms, other.terms].sort((left, right) => left.size - right.size);
  if (!few || !many || few.size / many.size <= SAME) return false;
  let common = 0;
  for (const term of few) if (many.has(term)) common += 1;
  return common / (few.size + many.size - common) > SAME;
}
