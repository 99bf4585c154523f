import { type ChildProcess, spawn } from 'node:child_process';

/** How a process of the ingestion command ended, and what it said. */
export interface IngestEnd {
  /** null where a signal ended it. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A process of the ingestion command, as `npm run ingest` starts it. */
export interface IngestProcess {
  child: ChildProcess;
  ended: Promise<IngestEnd>;
}

/** Starts `scripts/ingest.ts` in an environment that has nothing but what the test gives, and no terminal. */
export function startIngest(args: string[], env: Record<string, string>): IngestProcess {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/ingest.ts', ...args], {
    env: { PATH, HOME, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  const ended = new Promise<IngestEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...said }));
  });
  return { child, ended };
}

/** Runs the command to its end. */
export function runIngest(args: string[], env: Record<string, string>): Promise<IngestEnd> {
  return startIngest(args, env).ended;
}
