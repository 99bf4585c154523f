import type { QdrantClient } from '@qdrant/js-client-rest';
import { z } from 'zod';
import { NOT_QDRANT } from './qdrant-failure';
import { QdrantTooOld } from './qdrant-too-old';
import { QdrantUnreachable } from './qdrant-unreachable';

/**
 * What each purpose needs. Searching: the query API with reciprocal-rank fusion and sparse vectors with IDF came with 1.10.
 * Ingestion: the lock is taken with `update_mode`, which came with 1.17; an older server would ignore it and let two runs in.
 */
const NEEDED = { search: '1.10.0', ingestion: '1.17.0' } as const;

/**
 * Asks the server for its version. A version that has no numbers, as that of a build from source, is let through.
 *
 * @throws QdrantTooOld, QdrantUnreachable for what is no Qdrant
 */
export async function requireVersion(client: QdrantClient, purpose: keyof typeof NEEDED): Promise<void> {
  const { success, data } = about.safeParse(await client.versionInfo());
  if (!success) throw new QdrantUnreachable(NOT_QDRANT);
  const { version } = data;
  const found = numbers(version);
  const needed = numbers(NEEDED[purpose]);
  if (found && needed && isBefore(found, needed)) throw new QdrantTooOld(version, NEEDED[purpose], purpose);
}

const about = z.object({ version: z.string() });

type Numbers = [major: number, minor: number];

function numbers(version: string): Numbers | undefined {
  const [, major, minor] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  return major === undefined ? undefined : [Number(major), Number(minor)];
}

function isBefore([major, minor]: Numbers, [neededMajor, neededMinor]: Numbers): boolean {
  return major < neededMajor || (major === neededMajor && minor < neededMinor);
}
