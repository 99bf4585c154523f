import { type ScriptEnd, type ScriptProcess, startScript } from '../script-process';

/** How a process of the ingestion command ended, and what it said. */
export type IngestEnd = ScriptEnd;

/** A process of the ingestion command, as `npm run ingest` starts it. */
export type IngestProcess = ScriptProcess;

/** Starts the command in an environment that has nothing but what the test gives, and no terminal. */
export function startIngest(args: string[], env: Record<string, string>): IngestProcess {
  return startScript('ingest', args, env);
}

/** Runs the command to its end. */
export function runIngest(args: string[], env: Record<string, string>): Promise<IngestEnd> {
  return startIngest(args, env).ended;
}
