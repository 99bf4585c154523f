import type { PointId, Sparse } from './supported-requests';

/** The name of the vector of a collection whose vector has no name. */
export const UNNAMED = '';

export interface StoredPoint {
  id: PointId;
  vectors: Map<string, number[] | Sparse>;
  payload: Record<string, unknown>;
  version: number;
}
