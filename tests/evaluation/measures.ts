/**
 * How well a ranking serves a question. A need is a list of sections any one of which satisfies it; a question may have
 * several. `ranked` names the sections of each passage, the best first.
 */
export interface RankingMeasures {
  /** Share of the needs that the first five passages satisfy. */
  recallAt5: number;
  /** One divided by the place of the first right passage among ten; 0 if there is none. */
  mrrAt10: number;
  /** Discounted gain of ten: each need counts once, at its first passage, against all of them at the top. */
  ndcgAt10: number;
}

export function measureRanking(ranked: ReadonlySet<string>[], needs: string[][]): RankingMeasures {
  const places = needs.map((alternatives) =>
    ranked.findIndex((sections) => alternatives.some((right) => sections.has(right))),
  );
  const found = places.filter((place) => place >= 0);
  const first = Math.min(...found, Number.POSITIVE_INFINITY);
  return {
    recallAt5: found.filter((place) => place < 5).length / needs.length,
    mrrAt10: first < 10 ? 1 / (first + 1) : 0,
    ndcgAt10: gainOf(distinct(found)) / gainOf(needs.map((_, place) => place)),
  };
}

/** One passage that satisfies two needs is still one right passage; the second need is credited to the next place. */
function distinct(places: number[]): number[] {
  const taken = new Set<number>();
  return places
    .sort((one, other) => one - other)
    .map((place) => {
      let free = place;
      while (taken.has(free)) free += 1;
      taken.add(free);
      return free;
    });
}

function gainOf(places: number[]): number {
  return places.filter((place) => place < 10).reduce((sum, place) => sum + 1 / Math.log2(place + 2), 0);
}

export function mean(values: number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
