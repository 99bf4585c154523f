import type { Ranked } from './candidate';

/** Among the first so many, no lesson has a second passage while another lesson has one that is nearly as good. */
const MIXED_END = 5;
/** No lesson has more than these among the first, if there is another. */
const MAX_OF_LESSON = 4;
/** Share of a score that is nearly as good. */
const MIN_SHARE_OF_NEXT = 0.8;
/** Passages this much worse than the best are noise beside it. */
const MIN_SHARE_OF_BEST = 0.35;
/** Share of common terms from which two passages say the same. */
const MIN_OVERLAP = 0.85;

/** The passages to return: no two that say the same, and the first of several lessons. Scores fall from first to last. */
export function choose(ranked: Ranked[], limit: number): Ranked[] {
  const minScore = (ranked[0]?.score ?? 0) * MIN_SHARE_OF_BEST;
  const left = ranked.filter(({ score }) => score >= minScore);
  const chosen: Ranked[] = [];
  while (chosen.length < limit && left.length > 0) {
    const position = chosen.length < MIXED_END ? nextOf(left, chosen) : 0;
    const [next] = left.splice(position, 1);
    if (next && !chosen.some((earlier) => isDuplicate(next, earlier)))
      chosen.push({ ...next, score: Math.min(next.score, chosen.at(-1)?.score ?? 1) });
  }
  return chosen;
}

/** Which is the next among the first: the best of a lesson that is not there yet, unless it is much worse than the best of all. */
function nextOf(left: Ranked[], chosen: Ranked[]): number {
  const [best] = left;
  const lessons = chosen.map(lessonOf);
  const elsewhere = left.findIndex((ranked) => !lessons.includes(lessonOf(ranked)));
  const isFull = lessons.filter((lesson) => best && lesson === lessonOf(best)).length >= MAX_OF_LESSON;
  return elsewhere >= 0 && (isFull || (left[elsewhere]?.score ?? 0) >= MIN_SHARE_OF_NEXT * (best?.score ?? 0))
    ? elsewhere
    : 0;
}

function lessonOf({ candidate }: Ranked): string {
  return candidate.page.parentDocId;
}

function isDuplicate({ candidate: a }: Ranked, { candidate: b }: Ranked): boolean {
  if (a.passage.contentHash === b.passage.contentHash) return true;
  const [few, many] = a.words.size < b.words.size ? [a.words, b.words] : [b.words, a.words];
  if (few.size / many.size <= MIN_OVERLAP) return false;
  let common = 0;
  for (const word of few) if (many.has(word)) common += 1;
  return common / (few.size + many.size - common) > MIN_OVERLAP;
}
