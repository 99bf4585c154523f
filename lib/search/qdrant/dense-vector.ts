import type { Schemas } from '@qdrant/js-client-rest';
import { z } from 'zod';
import { DENSE } from './collection-layout';

const numbers = z.array(z.number());

/** The dense vector of a point that was asked for with it; undefined if it has none. Qdrant keeps it at length 1. */
export function denseVector({ vector }: Schemas['Record']): number[] | undefined {
  const dense = vector && !Array.isArray(vector) && DENSE in vector ? vector[DENSE] : undefined;
  const { success, data } = numbers.safeParse(dense);
  return success ? data : undefined;
}
