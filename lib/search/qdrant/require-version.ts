import type { QdrantClient } from '@qdrant/js-client-rest';
import { QdrantTooOld } from './qdrant-too-old';

/**
 * What each purpose needs. Searching: the query API with reciprocal-rank fusion and sparse vectors with IDF came with 1.10.
 * Ingestion: the lock is taken with `update_mode`, which came with 1.17; an older server would ignore it and let two runs in.
 */
const NEEDED = { search: '1.10.0', ingestion: '1.17.0' } as const;

/**
 * Asks the server for its version. A version that has no numbers, as that of a build from source, is let through.
 *
 * @throws QdrantTooOld
 */
export async function requireVersion(client: QdrantClient, purpose: keyof typeof NEEDED): Promise<void> {
  const { version } = await client.versionInfo();
  const found = numbers(version);
  const needed = numbers(NEEDED[purpose]);
  if (found && needed && isBefore(found, needed)) throw new QdrantTooOld(version, NEEDED[purpose], purpose);
}

type Numbers = [major: number, minor: number];

function numbers(version: string): Numbers | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor)];
}

function isBefore([major, minor]: Numbers, [neededMajor, neededMinor]: Numbers): boolean {
  return major < neededMajor || (major === neededMajor && minor < neededMinor);
}
