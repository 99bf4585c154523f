import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Config, config } from '../config';

let generated: string | undefined;

/**
 * The key that signs sessions and links: `NEXTAUTH_SECRET`, or one made at the first start and kept under the data directory,
 * so that sessions outlive a restart.
 */
export function appSecret({ auth, dataDir }: Config = config()): string {
  if (auth.secret) return auth.secret;
  generated ??= readOrCreate(path.join(dataDir, 'secret'));
  return generated;
}

function readOrCreate(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true });
  try {
    writeFileSync(file, randomSecret(), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret !== '') return secret;
  // The disk was full when it was made: nobody has a session by it.
  const made = randomSecret();
  writeFileSync(file, made);
  return made;
}

function randomSecret(): string {
  return randomBytes(32).toString('hex');
}
