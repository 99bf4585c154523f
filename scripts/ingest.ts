import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { localIndexFile } from '../lib/compose-search';
import { ConfigError, parseConfig } from '../lib/config';
import { CourseConfigInvalid, CourseDirectoryMissing } from '../lib/search/course';
import { createEmbedder } from '../lib/search/embeddings/create-embedder';
import { ingestCommand } from '../lib/search/ingest/command/ingest-command';
import { type CommandOutput, EXIT, type IngestSetup } from '../lib/search/ingest/command/ingest-setup';
import { progress } from '../lib/search/ingest/command/progress';
import {
  type IngestArguments,
  readArguments,
  USAGE,
  WrongUsage,
} from '../lib/search/ingest/command/read-arguments';
import { EmptyCourse, IngestionUnsettled } from '../lib/search/ingest/errors';
import { LeaseLost } from '../lib/search/qdrant/lease-lost';
import { LeaseTaken } from '../lib/search/qdrant/lease-taken';
import { QdrantPassages } from '../lib/search/qdrant/qdrant-passages';
import { QdrantTooOld } from '../lib/search/qdrant/qdrant-too-old';
import { QdrantUnreachable } from '../lib/search/qdrant/qdrant-unreachable';
import { UnsuitableCollection } from '../lib/search/qdrant/unsuitable-collection';
import { TookTooLong } from '../lib/search/took-too-long';

/** Failures whose message says all there is to know. */
const EXPECTED = [
  ConfigError,
  CourseConfigInvalid,
  CourseDirectoryMissing,
  EmptyCourse,
  IngestionUnsettled,
  QdrantTooOld,
  QdrantUnreachable,
  TookTooLong,
  UnsuitableCollection,
];

/** `npm run ingest`: the course into the local index, and into Qdrant where one is configured. */
process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  try {
    const args = readArguments(words);
    if (!args) {
      process.stdout.write(USAGE);
      return EXIT.done;
    }
    return await ingestCommand(args, setupOf(args), output());
  } catch (error) {
    return told(error);
  }
}

function setupOf({ dir, book }: IngestArguments): IngestSetup {
  const config = parseConfig({
    ...process.env,
    ...(dir === undefined ? {} : { COURSE_DIR: dir }),
    ...(book === undefined ? {} : { BOOK_ID: book }),
  });
  const { course, qdrant, embeddings } = config;
  return {
    courseDir: course.dir,
    bookId: course.bookId,
    indexFile: localIndexFile(config),
    qdrant: qdrant && {
      name: `${new URL(qdrant.url).host}/${qdrant.collection}`,
      passages: new QdrantPassages(qdrant),
    },
    embedder: embeddings && createEmbedder(embeddings),
    builtSite: '.next/server/app',
    holder: `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`,
  };
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
            const answer = await asking.question(`${question} [y/N] `);
            asking.close();
            return /^y(?:es)?$/i.test(answer.trim());
          }
        : undefined,
  };
}

function told(error: unknown): number {
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
