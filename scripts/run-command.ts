import { spawn } from 'node:child_process';
import { whenParentEnds } from './when-parent-ends';

export class CommandFailed extends Error {
  override name = 'CommandFailed';
}

/** As shells have it: 128 and the number of the signal. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Runs a command of this project's dependencies and shows what it prints. If this process is asked to stop meanwhile, the command
 * is stopped first.
 *
 * @param command a file below `node_modules/.bin`
 * @throws CommandFailed if it ends with anything but 0
 */
export async function runCommand(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const child = spawn(`node_modules/.bin/${command}`, args, { stdio: 'inherit', env });
  let stopped: keyof typeof EXIT_CODES | undefined;
  const stop = (signal: keyof typeof EXIT_CODES) => {
    stopped = signal;
    child.kill(signal);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const forget = whenParentEnds(() => stop('SIGTERM'));
  try {
    await new Promise<void>((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => {
        if (stopped) process.exit(EXIT_CODES[stopped]);
        if (code === 0) resolve();
        else reject(new CommandFailed(`${command} ${args.join(' ')} ended with ${signal ?? code}`));
      });
    });
  } finally {
    forget();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
