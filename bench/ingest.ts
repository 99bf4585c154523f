import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readCourse } from '../lib/search/course';
import { createEmbedder } from '../lib/search/embeddings/create-embedder';
import { coursePages } from '../lib/search/ingest/course-pages';
import { ingest } from '../lib/search/ingest/ingest';
import { passageEmbedder } from '../lib/search/ingest/passage-embedder';
import { updateLocalIndex } from '../lib/search/local/update-local-index';
import { QdrantPassages } from '../lib/search/qdrant/qdrant-passages';
import { QdrantServer } from '../tests/support/qdrant/qdrant-server';
import { ScriptedEmbeddings } from '../tests/support/scripted-embeddings';
import { syntheticPages } from '../tests/support/synthetic-passages';

/** What one run did, and how long it took with reading the course. */
export interface IngestRun {
  milliseconds: number;
  /** Pages. */
  changed: number;
  /** Texts that were sent to the model. */
  embedded: number;
}

export interface IngestResult {
  target: string;
  pages: number;
  passages: number;
  first: IngestRun;
  /** Nothing has changed. */
  second: IngestRun;
  /** One page has. */
  third: IngestRun;
}

const BOOK = 'bench';
const MODULES = 12;
const CHAPTERS = 20;

/** How long ingestion takes for a made-up Docusaurus tree of about so many passages, into each place that keeps them. */
export async function measureIngest(passages: number): Promise<IngestResult[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'bench-ingest-'));
  try {
    const courseDir = path.join(directory, 'docs');
    const page = await writeTree(courseDir, passages);
    const file = path.join(directory, 'index');
    return [
      await measure('local index', page, () => runLocal(courseDir, file)),
      await measureQdrant('Qdrant without embeddings', courseDir, page),
      await measureQdrant('Qdrant with embeddings', courseDir, page, await ScriptedEmbeddings.start()),
    ];
  } finally {
    await rm(directory, { recursive: true });
  }
}

type Run = IngestRun & { pages: number; passages: number };

async function measure(target: string, page: string, run: () => Promise<Run>): Promise<IngestResult> {
  const { pages, passages, ...first } = await run();
  const second = await run();
  await writeFile(
    page,
    `${await readFile(page, 'utf8')}\n## Written later\n\nA robot that stands still is measured best.\n`,
  );
  return { target, pages, passages, first, second, third: await run() };
}

async function runLocal(courseDir: string, file: string): Promise<Run> {
  const started = performance.now();
  const { report } = await updateLocalIndex({ courseDir, bookId: BOOK, file });
  return {
    milliseconds: performance.now() - started,
    changed: report.added + report.changed,
    embedded: 0,
    pages: report.documents,
    passages: report.passages,
  };
}

async function measureQdrant(
  name: string,
  courseDir: string,
  page: string,
  embeddings?: ScriptedEmbeddings,
): Promise<IngestResult> {
  const server = await QdrantServer.start();
  const target = new QdrantPassages({ url: server.url, collection: 'bench' });
  const model = 'text-embedding-3-small';
  const embedder =
    embeddings && passageEmbedder(createEmbedder({ apiKey: 'none', baseUrl: embeddings.baseUrl, model }));
  try {
    return await measure(name, page, async () => {
      const started = performance.now();
      const pages = coursePages(await readCourse(courseDir, { bookId: BOOK }), BOOK, embedder && model);
      const report = await ingest({ bookId: BOOK, pages, target, embedder, holder: 'bench' });
      const milliseconds = performance.now() - started;
      return {
        milliseconds,
        changed: report.added + report.changed,
        embedded: report.embedded,
        pages: pages.length,
        passages: (await target.stored(BOOK)).length,
      };
    });
  } finally {
    await Promise.all([server.goDown(), embeddings?.stop()]);
  }
}

/** Writes the pages of a made-up course. @returns one of them */
async function writeTree(courseDir: string, passages: number): Promise<string> {
  let file = '';
  let number = 0;
  for (const sections of syntheticPages(passages)) {
    const chapter = (Math.floor(number / MODULES) % CHAPTERS) + 1;
    const lesson = Math.floor(number / (MODULES * CHAPTERS)) + 1;
    const directory = path.join(courseDir, `module-${(number % MODULES) + 1}`, `chapter-${chapter}-made-up`);
    await mkdir(directory, { recursive: true });
    file = path.join(directory, `${String(lesson).padStart(2, '0')}-page-${number}.md`);
    const body = sections.map(({ sectionTitle = '', text }) => `## ${sectionTitle}\n\n${text}\n`).join('\n');
    await writeFile(file, `---\ntitle: ${JSON.stringify(sections[0]?.lessonTitle)}\n---\n\n${body}`);
    number += 1;
  }
  return file;
}
