import { Refused } from './refused';
import type { StoredPoint } from './stored-point';
import type { Dense, Fusion, Sparse } from './supported-requests';

export interface Scored {
  point: StoredPoint;
  score: number;
}

/** How the points of a collection are near to a vector; those that have none of the name are left out. */
export function scorePoints(
  points: StoredPoint[],
  name: string,
  asked: Dense | Sparse,
  hasIdf: boolean,
): Scored[] {
  if (Array.isArray(asked)) {
    const directions = listed(asked).map((vector) => Float64Array.from(normal(vector)));
    return points.flatMap((point) => {
      const vector = point.vectors.get(name);
      return Array.isArray(vector) ? [{ point, score: maxSim(directions, vector) }] : [];
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

/** For each vector that is asked for its nearest, all of them together: `max_sim`, and the cosine if there is one of each. */
function maxSim(asked: Float64Array[], stored: Dense): number {
  const block = blockOf(stored);
  let sum = 0;
  for (const one of asked) {
    if (block.length % one.length !== 0)
      throw new Refused(400, `Vector dimension error: expected dim: ${block.length}, got ${one.length}`);
    // Vectors of a smaller model are filled up with zeros.
    const used = one.findLastIndex((value) => value !== 0) + 1;
    let most = Number.NEGATIVE_INFINITY;
    for (let start = 0; start < block.length; start += one.length)
      most = Math.max(most, dot(one, block, start, used));
    sum += most;
  }
  return sum;
}

function dot(one: Float64Array, block: Float64Array, start: number, used: number): number {
  let sum = 0;
  for (let at = 0; at < used; at += 1) sum += (one[at] ?? 0) * (block[start + at] ?? 0);
  return sum;
}

const blocks = new WeakMap<Dense, Float64Array>();

/**
 * The numbers of stored vectors one after the other: thousands of them are compared for each question. It takes a second for
 * all of a course, so it is made when a point is written: the first question is not to be answered later than others.
 */
export function blockOf(vector: Dense): Float64Array {
  const known = blocks.get(vector);
  if (known) return known;
  const vectors = listed(vector);
  const made = new Float64Array(vectors.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const one of vectors) {
    made.set(one, start);
    start += one.length;
  }
  blocks.set(vector, made);
  return made;
}

/** One vector as the only one of a list. */
export function listed(vector: Dense): number[][] {
  return isList(vector) ? vector : [vector];
}

function isList(vector: Dense): vector is number[][] {
  return Array.isArray(vector[0]);
}

const tables = new WeakMap<Sparse, Map<number, number>>();

function byIndex(sparse: Sparse): Map<number, number> {
  const known = tables.get(sparse);
  if (known) return known;
  const made = new Map(sparse.indices.map((index, place) => [index, sparse.values[place] ?? 0]));
  tables.set(sparse, made);
  return made;
}
