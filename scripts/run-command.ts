import { spawn } from 'node:child_process';

export class CommandFailed extends Error {
  override name = 'CommandFailed';
}

/**
 * Runs a command of this project's dependencies and shows what it prints.
 *
 * @param command a file below `node_modules/.bin`
 * @throws CommandFailed if it ends with anything but 0
 */
export function runCommand(
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(`node_modules/.bin/${command}`, args, { stdio: 'inherit', env });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new CommandFailed(`${command} ${args.join(' ')} ended with ${signal ?? code}`));
    });
  });
}
