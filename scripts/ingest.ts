import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { type Config, ConfigError, parseConfig } from '../lib/config';
import { CourseConfigInvalid, CourseDirectoryMissing } from '../lib/search/course';
import { createEmbedder } from '../lib/search/embeddings/create-embedder';
import { type Embedder, vectorSize } from '../lib/search/embeddings/embedder';
import { createQuestionWriter } from '../lib/search/ingest/ask/write-questions';
import { ingestCommand } from '../lib/search/ingest/command/ingest-command';
import { type CommandOutput, EXIT, type IngestSetup } from '../lib/search/ingest/command/ingest-setup';
import { progress } from '../lib/search/ingest/command/progress';
import {
  type IngestArguments,
  readArguments,
  USAGE,
  WrongUsage,
} from '../lib/search/ingest/command/read-arguments';
import {
  EmbeddingsFailed,
  EmptyCourse,
  IngestionStopped,
  IngestionUnsettled,
} from '../lib/search/ingest/errors';
import { SiteUnreadable } from '../lib/search/links/site-unreadable';
import { localIndexFile } from '../lib/search/local/local-index-file';
import { collectionName } from '../lib/search/qdrant/collection-name';
import { LeaseLost } from '../lib/search/qdrant/lease-lost';
import { LeaseTaken } from '../lib/search/qdrant/lease-taken';
import { QdrantPassages } from '../lib/search/qdrant/qdrant-passages';
import { QdrantTooOld } from '../lib/search/qdrant/qdrant-too-old';
import { QdrantUnreachable } from '../lib/search/qdrant/qdrant-unreachable';
import { UnsuitableCollection } from '../lib/search/qdrant/unsuitable-collection';
import { TookTooLong } from '../lib/time/took-too-long';

/** Failures whose message says all there is to know. */
const EXPECTED = [
  ConfigError,
  CourseConfigInvalid,
  CourseDirectoryMissing,
  EmbeddingsFailed,
  EmptyCourse,
  IngestionUnsettled,
  QdrantTooOld,
  QdrantUnreachable,
  SiteUnreadable,
  TookTooLong,
  UnsuitableCollection,
];

/** Ids become names of files and parts of others' keys; those with a dot first are ours. */
const ALLOWED = 'letters, digits, dots, dashes and underscores, up to 100, and a letter or digit first';
const BOOK_ID = /^[A-Za-z\d][\w.-]{0,99}$/;

/** `npm run ingest`: the course into the local index, and into Qdrant where one is configured. */
process.exitCode = await main(process.argv.slice(2));
// Requests that are no longer waited for would keep the process.
if (process.exitCode === EXIT.stopped) process.exit();

async function main(words: string[]): Promise<number> {
  try {
    const args = readArguments(words);
    if (!args) {
      process.stdout.write(USAGE);
      return EXIT.done;
    }
    const signal = args.command === 'run' || args.command === 'ask' ? stopSignal() : undefined;
    return await ingestCommand(args, { ...(await setupOf(args)), signal }, output());
  } catch (error) {
    return told(error);
  }
}

async function setupOf({ command, dir, book }: IngestArguments): Promise<IngestSetup> {
  const config = parseConfig({
    ...process.env,
    ...(dir === undefined ? {} : { COURSE_DIR: dir }),
    ...(book === undefined ? {} : { BOOK_ID: book }),
  });
  const { course, qdrant, embeddings } = config;
  if (!BOOK_ID.test(course.bookId))
    throw new WrongUsage(`A book cannot be called "${course.bookId}": ${ALLOWED}.`);
  const embedder = embeddings && createEmbedder(embeddings);
  return {
    courseDir: course.dir,
    bookId: course.bookId,
    indexFile: localIndexFile(config),
    // To ask, nothing that is stored is needed.
    qdrant: command === 'ask' || !qdrant ? undefined : await qdrantSetup(qdrant, embedder),
    embedder,
    asking: askingOf(config),
    builtSite: '.next/server/app',
    holder: `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`,
  };
}

function askingOf({ model, modelPrices }: Config): IngestSetup['asking'] {
  if (model.kind === 'guide') return undefined;
  return { model: model.model, write: createQuestionWriter(model), price: modelPrices[model.model] };
}

/** The collection of the model, whose vectors may have to be counted first. @throws EmbeddingsFailed */
async function qdrantSetup(
  qdrant: NonNullable<Config['qdrant']>,
  embedder: Embedder | undefined,
): Promise<NonNullable<IngestSetup['qdrant']>> {
  const dimensions = embedder && (await countVector(embedder));
  const collection = collectionName(qdrant.collection, embedder?.model, dimensions);
  return {
    name: `${new URL(qdrant.url).host}/${collection}`,
    passages: new QdrantPassages({ ...qdrant, collection, dimensions }),
  };
}

async function countVector(embedder: Embedder): Promise<number> {
  try {
    return await vectorSize(embedder, true);
  } catch (cause) {
    throw new EmbeddingsFailed(embedder.model, { cause });
  }
}

function output(): CommandOutput {
  const { stdin, stdout, stderr } = process;
  return {
    line: (text) => void stdout.write(`${text}\n`),
    progress: (label) => progress(label, stderr),
    confirm:
      stdin.isTTY && stdout.isTTY
        ? async (question) => {
            const asking = createInterface({ input: stdin, output: stdout });
            // Ctrl-C and Ctrl-D end the question without an answer.
            const answer = await Promise.race([
              asking.question(`${question} [y/N] `),
              once(asking, 'close').then(() => ''),
            ]);
            asking.close();
            return /^y(?:es)?$/i.test(answer.trim());
          }
        : undefined,
  };
}

/** The first Ctrl-C lets the run put things in order; whoever cannot wait for that presses it again. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => stop.abort(new IngestionStopped(name)));
  return stop.signal;
}

function told(error: unknown): number {
  if (error instanceof IngestionStopped) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.stopped;
  }
  if (error instanceof WrongUsage) {
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    return EXIT.usage;
  }
  if (error instanceof LeaseTaken || error instanceof LeaseLost) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.busy;
  }
  if (EXPECTED.some((kind) => error instanceof kind) && error instanceof Error) {
    process.stderr.write(`${error.message}\n`);
    return EXIT.failed;
  }
  console.error(error);
  return EXIT.failed;
}
