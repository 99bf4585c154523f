import type { Dense, PointId, Sparse } from './supported-requests';

/** The name of the vector of a collection whose vector has no name. */
export const UNNAMED = '';

export interface StoredPoint {
  id: PointId;
  vectors: Map<string, Dense | Sparse>;
  payload: Record<string, unknown>;
  version: number;
}
