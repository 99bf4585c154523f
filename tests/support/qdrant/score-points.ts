import { Refused } from './refused';
import type { StoredPoint } from './stored-point';
import type { Fusion, Sparse } from './supported-requests';

export interface Scored {
  point: StoredPoint;
  score: number;
}

/** How the points of a collection are near to a vector; those that have none of the name are left out. */
export function scorePoints(
  points: StoredPoint[],
  name: string,
  asked: number[] | Sparse,
  hasIdf: boolean,
): Scored[] {
  if (Array.isArray(asked)) {
    const direction = normal(asked);
    return points.flatMap((point) => {
      const vector = point.vectors.get(name);
      return Array.isArray(vector) ? [{ point, score: dot(direction, vector) }] : [];
    });
  }
  const stored = points.flatMap((point) => {
    const vector = point.vectors.get(name);
    return vector && !Array.isArray(vector) ? [{ point, values: byIndex(vector) }] : [];
  });
  const weights = Array.from(byIndex(asked), ([index, value]): [number, number] => {
    if (!hasIdf) return [index, value];
    const having = stored.filter(({ values }) => values.has(index)).length;
    return [index, value * Math.log((stored.length - having + 0.5) / (having + 0.5) + 1)];
  });
  return stored.flatMap(({ point, values }) => {
    const shared = weights.filter(([index]) => values.has(index));
    const score = shared.reduce((sum, [index, weight]) => sum + weight * (values.get(index) ?? 0), 0);
    return shared.length > 0 ? [{ point, score }] : [];
  });
}

/** Reciprocal-rank fusion as Qdrant has it: ranks count from 0, and k is 2 unless said otherwise. */
export function fuse(lists: Scored[][], fusion: Fusion): Scored[] {
  const k = 'rrf' in fusion ? (fusion.rrf.k ?? 2) : 2;
  const fused = new Map<StoredPoint['id'], Scored>();
  for (const list of lists) {
    for (const [rank, { point }] of list.entries()) {
      const score = (fused.get(point.id)?.score ?? 0) + 1 / (k + rank);
      fused.set(point.id, { point, score });
    }
  }
  return [...fused.values()];
}

export function best(scored: Scored[], limit: number, threshold = Number.NEGATIVE_INFINITY): Scored[] {
  return scored
    .filter(({ score }) => score >= threshold)
    .sort(
      (one, other) => other.score - one.score || String(one.point.id).localeCompare(String(other.point.id)),
    )
    .slice(0, limit);
}

/** A vector of length 1: what Qdrant keeps where distance is cosine. */
export function normal(vector: number[]): number[] {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

function dot(one: number[], other: number[]): number {
  if (one.length !== other.length)
    throw new Refused(400, `Vector dimension error: expected dim: ${other.length}, got ${one.length}`);
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}

function byIndex({ indices, values }: Sparse): Map<number, number> {
  return new Map(indices.map((index, place) => [index, values[place] ?? 0]));
}
