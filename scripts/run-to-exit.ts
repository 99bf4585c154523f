import { sourceFrames } from '../lib/observability/source-frames';

type ErrorClass = abstract new (...args: never[]) => Error;

/**
 * Runs the main function of a script. Errors of the expected classes are one plain line; others keep their stack. Both end the
 * process with 1.
 */
export async function runToExit(main: () => Promise<void>, expected: ErrorClass[]): Promise<void> {
  try {
    await main();
  } catch (error) {
    const plain = error instanceof Error && expected.some((kind) => error instanceof kind);
    if (error instanceof Error && error.stack) {
      error.stack = sourceFrames(error.stack.split('\n')).join('\n');
    }
    console.error(plain ? error.message : error);
    process.exit(1);
  }
}
