import { createHash } from 'node:crypto';

/** The dimension of a sparse vector that a term has: 32 bits of its hash, the same on every machine and in every version. */
export function termIndex(term: string): number {
  return createHash('sha256').update(term, 'utf8').digest().readUInt32BE(0);
}
