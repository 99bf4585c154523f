import { termIndex } from './term-index';

/** As Qdrant takes it: places and values one for one, every place once. */
export interface SparseVector {
  indices: number[];
  values: number[];
}

/** A vector of weighted terms. Two terms that fall on one place add up there. */
export function sparseVector(weights: Iterable<[term: string, weight: number]>): SparseVector {
  const places = new Map<number, number>();
  for (const [term, weight] of weights) {
    const index = termIndex(term);
    places.set(index, (places.get(index) ?? 0) + weight);
  }
  return { indices: [...places.keys()], values: [...places.values()] };
}
