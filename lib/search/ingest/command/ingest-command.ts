import { ask } from './ask';
import { deleteBook } from './delete-book';
import type { CommandOutput, IngestSetup } from './ingest-setup';
import type { IngestArguments } from './read-arguments';
import { run } from './run';
import { status } from './status';
import { verify } from './verify';

/** Carries out what was typed. @returns the exit code */
export function ingestCommand(
  { command, full: isFull, yes: isSure, site }: IngestArguments,
  setup: IngestSetup,
  output: CommandOutput,
): Promise<number> {
  switch (command) {
    case 'status':
    case 'plan':
      return status(setup, output, { isFull, isPlan: command === 'plan' });
    case 'run':
      return run(setup, output, { isFull });
    case 'verify':
      return verify(setup, output, site);
    case 'ask':
      return ask(setup, output, { isSure });
    case 'delete':
      return deleteBook(setup, output, { isSure });
    default:
      return command satisfies never;
  }
}
