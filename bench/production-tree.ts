import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp } from '../tests/support/app-server';

/** What serving reads of a build, beside packages. */
const SERVED = [
  '.inline-scripts',
  '.next',
  'content',
  'dist',
  'package.json',
  'package-lock.json',
  'prisma/migrations',
  'public',
];

/** What the next build would use. */
const LEFT = path.join('.next', 'cache');

export interface TreeSize {
  packages: number;
  build: number;
}

/** Installs what production needs beside a copy of the build, in a directory of its own, serves from it once, and measures it in MB. */
export async function measureProductionTree(): Promise<TreeSize> {
  const tree = mkdtempSync(path.join(tmpdir(), 'robolearn-production-'));
  try {
    for (const name of SERVED)
      cpSync(name, path.join(tree, name), { recursive: true, filter: (source) => source !== LEFT });
    const build = megabytes(tree);
    execFileSync('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund'], { cwd: tree, stdio: 'ignore' });
    const app = await startApp({ tree });
    await app.stop();
    return { packages: megabytes(path.join(tree, 'node_modules')), build };
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

/** Of the files in a directory, in MB as disks are sold. */
function megabytes(directory: string): number {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const bytes = entries
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + lstatSync(path.join(entry.parentPath, entry.name)).size, 0);
  return Math.round(bytes / 1e6);
}
