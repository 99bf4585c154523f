import { spawn } from 'node:child_process';

/** Runs a script from its source, and ends this process as that one ends: with its exit code, or by its signal. */
export async function runSource(script: string, args: string[]): Promise<never> {
  const child = spawn(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...args], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  process.exit(code ?? 1);
}
