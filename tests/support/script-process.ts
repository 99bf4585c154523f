import { type ChildProcess, spawn } from 'node:child_process';

/** How a process of a script ended, and what it said. */
export interface ScriptEnd {
  /** null where a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A process of one of the project's scripts. */
export interface ScriptProcess {
  child: ChildProcess;
  ended: Promise<ScriptEnd>;
}

/** Starts a compiled script as npm does, in an environment that has nothing but what the test gives, and no terminal. */
export function startScript(
  script: 'ingest' | 'sweep',
  args: string[],
  env: Record<string, string>,
): ScriptProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['dist/run.js', script, ...args], {
    env: { PATH, HOME, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  const ended = new Promise<ScriptEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
  return { child, ended };
}
