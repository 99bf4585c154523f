import type { Ranked } from './candidate';

/** Behind the best two, and among the first so many, no lesson has a second passage while another has one that is nearly as good. */
const BEST = 2;
const FIRST = 5;
/** It never has more than these of the first, if there is another. */
const MAX_OF_LESSON = 4;
/** Share of a score that is nearly as good. */
const NEARLY = 0.8;
/** Passages this much worse than the best are noise beside it. */
const TAIL = 0.35;
/** Share of common terms from which two passages say the same. */
const SAME = 0.85;

/** The passages to return: no two that say the same, and the first of several lessons. Scores fall from first to last. */
export function choose(ranked: Ranked[], limit: number): Ranked[] {
  const least = (ranked[0]?.score ?? 0) * TAIL;
  const left = ranked.filter(({ score }) => score >= least);
  const chosen: Ranked[] = [];
  while (chosen.length < limit && left.length > 0) {
    const at = chosen.length >= BEST && chosen.length < FIRST ? nextOf(left, chosen) : 0;
    const [next] = left.splice(at, 1);
    if (next && !chosen.some((other) => saysTheSame(next, other)))
      chosen.push({ ...next, score: Math.min(next.score, chosen.at(-1)?.score ?? 1) });
  }
  return chosen;
}

/** Which is the next among the first: the best of a lesson that is not there yet, unless it is much worse than the best of all. */
function nextOf(left: Ranked[], chosen: Ranked[]): number {
  const [best] = left;
  const lessons = chosen.map(lessonOf);
  const other = left.findIndex((one) => !lessons.includes(lessonOf(one)));
  const isFull = lessons.filter((lesson) => best && lesson === lessonOf(best)).length >= MAX_OF_LESSON;
  return other >= 0 && (isFull || (left[other]?.score ?? 0) >= NEARLY * (best?.score ?? 0)) ? other : 0;
}

function lessonOf({ candidate }: Ranked): string {
  return candidate.page.parentDocId;
}

function saysTheSame({ candidate: a }: Ranked, { candidate: b }: Ranked): boolean {
  if (a.passage.contentHash === b.passage.contentHash) return true;
  const [few, many] = a.words.size < b.words.size ? [a.words, b.words] : [b.words, a.words];
  if (few.size / many.size <= SAME) return false;
  let common = 0;
  for (const word of few) if (many.has(word)) common += 1;
  return common / (few.size + many.size - common) > SAME;
}
