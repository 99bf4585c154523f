import { spawnSync } from 'node:child_process';

/** Makes sure that a program is there: on the PATH, else from Debian's package. @throws if there is neither */
export function ensureCommand(command: string, packageName: string): void {
  if (isThere(command)) return;
  if (process.getuid?.() === 0) {
    for (const args of [
      ['update', '-qq'],
      ['install', '-y', '-qq', '-o', 'DPkg::Lock::Timeout=300', packageName],
    ]) {
      spawnSync('apt-get', args, { stdio: 'inherit', timeout: 10 * 60_000 });
    }
  }
  if (!isThere(command)) throw new Error(`No ${command} for the tests: install ${packageName}.`);
}

function isThere(command: string): boolean {
  return spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0;
}
