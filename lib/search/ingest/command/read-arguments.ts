import { parseArgs } from 'node:util';

const COMMANDS = ['status', 'plan', 'run', 'verify', 'ask', 'delete'] as const;

export type CommandName = (typeof COMMANDS)[number];

/** What was typed behind `npm run ingest --`. */
export interface IngestArguments {
  command: CommandName;
  dir?: string;
  book?: string;
  /** A built site: a directory or an address. */
  site?: string;
  full: boolean;
  yes: boolean;
}

export const USAGE = `Usage: npm run ingest -- [status|plan|run|verify|ask|delete] [options]

  status   what is stored, and how it compares with the course (the default)
  plan     what a run would do; changes nothing
  run      brings the local index, and Qdrant if QDRANT_URL is set, up to date
  verify   checks that every passage is stored whole and that its link opens on the built site
  ask      has a model write how students ask for sections that no .asked.yaml says it of
  delete   removes a book from the index and from Qdrant

  --dir <directory>   the course; COURSE_DIR otherwise
  --book <id>         the book; BOOK_ID otherwise
  --full              run, plan: every page anew, whatever is stored
  --site <place>      verify: a built site, as a directory or an address; the build of this one otherwise
  --yes               ask, delete: without asking

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 verify found something wrong, 4 another run is at work,
130 stopped.
`;

/** What was typed makes no sense. */
export class WrongUsage extends Error {
  override readonly name = 'WrongUsage';
}

/** @throws WrongUsage; `undefined` if help was asked for */
export function readArguments(args: string[]): IngestArguments | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [name = 'status', ...others] = positionals;
  const command = COMMANDS.find((known) => known === name);
  if (!command) throw new WrongUsage(`There is no command ${name}; there are ${COMMANDS.join(', ')}.`);
  if (others.length) throw new WrongUsage(`One command at a time, not also ${others.join(' ')}.`);
  const { dir, book, site, full = false, yes = false } = values;
  for (const [option, value] of Object.entries({ dir, book, site })) {
    if (value?.trim() === '') throw new WrongUsage(`--${option} needs a value.`);
  }
  if (full && command !== 'run' && command !== 'plan')
    throw new WrongUsage(`--full means nothing to ${command}.`);
  if (site !== undefined && command !== 'verify') throw new WrongUsage(`--site means nothing to ${command}.`);
  return {
    command,
    full,
    yes,
    ...(dir === undefined ? {} : { dir }),
    ...(book === undefined ? {} : { book }),
    ...(site === undefined ? {} : { site }),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        dir: { type: 'string' },
        book: { type: 'string' },
        site: { type: 'string' },
        full: { type: 'boolean' },
        yes: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}
