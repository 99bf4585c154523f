import { resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Chunk } from '@/lib/search/chunk/chunk';
import { chunkDocument } from '@/lib/search/chunk/chunk-document';
import { type CourseDocument, courseDocuments, headings, readCourse } from '@/lib/search/course';

// Cutting the whole course takes a busy machine seconds.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let documents: CourseDocument[];
let chunks: Map<CourseDocument, Chunk[]>;

beforeAll(async () => {
  documents = courseDocuments(await readCourse(resolve('content')));
  chunks = new Map(documents.map((document) => [document, chunkDocument(document)]));
});

function all(): Chunk[] {
  return [...chunks.values()].flat();
}

describe('the chunks of the course', () => {
  it('never cut a fence', () => {
    for (const { text } of all()) {
      expect(text.split('\n').filter((line) => /^\s*(?:`{3,}|~{3,})/.test(line)).length % 2, text).toBe(0);
    }
  });

  it('never cut an admonition or a table', () => {
    for (const { text } of all()) {
      const lines = text.split('\n');
      expect(lines.filter((line) => line.startsWith(':::')).length % 2, text).toBe(0);
      const rows = lines.filter((line, index) => line.startsWith('|') && !lines[index - 1]?.startsWith('|'));
      const rules = lines.filter((line) => /^\|(?:\s*:?-+:?\s*\|)+$/.test(line));
      expect(rules.length, text).toBe(rows.length);
    }
  });

  it('lose nothing: every line of a page is in one of its chunks or is the heading of one', () => {
    for (const [document, own] of chunks) {
      const kept = new Set(own.flatMap(({ text }) => text.split('\n')));
      const titles = new Set(own.flatMap(({ headingPath }) => headingPath));
      const lost = document.body
        .split('\n')
        .filter((line) => line.trim() && !kept.has(line) && !titles.has(line.replace(/^#+\s+/, '')));
      expect(lost, document.sourceFile).toEqual([]);
    }
  });

  it('say each line once', () => {
    for (const [document, own] of chunks) {
      const longest = document.body.split('\n').filter((line) => line.length > 120);
      for (const line of longest) {
        expect(own.filter(({ text }) => text.includes(line)).length, line).toBe(1);
      }
    }
  });

  it('lead to headings that the page has', () => {
    for (const [document, own] of chunks) {
      const anchors = headings(document.body).map(({ anchor }) => anchor);
      for (const { anchor, path, sectionTitle } of own) {
        if (anchor) expect(anchors).toContain(anchor);
        expect(path).toBe(anchor ? `${document.path}#${anchor}` : document.path);
        expect(sectionTitle === undefined).toBe(anchor === undefined);
      }
    }
  });

  it('are linked in the order of their page', () => {
    for (const own of chunks.values()) {
      for (const [index, chunk] of own.entries()) {
        expect(chunk.chunkIndex).toBe(index);
        expect(chunk.totalChunks).toBe(own.length);
        expect(chunk.prevChunkId).toBe(own[index - 1]?.id);
        expect(chunk.nextChunkId).toBe(own[index + 1]?.id);
      }
    }
  });

  it('have ids of their own, the same at every build', () => {
    const ids = all().map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(documents.flatMap(chunkDocument).map(({ id }) => id)).toEqual(ids);
    expect(ids[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it('are long only where one block is', () => {
    const long = all().filter(({ text }) => text.length > 1_800);
    for (const { text } of long) expect(text).toMatch(/```/);
    expect(all().filter(({ text }) => text.length < 100)).toEqual([]);
  });
});

describe('chunkDocument', () => {
  it('keeps a heading inside a fence where it is', () => {
    const own = chunkDocument(page('## Real\n\nSome words.\n\n```bash\n## not a heading\n\necho\n```\n'));

    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ sectionTitle: 'Real', anchor: 'real' });
  });

  it('joins a tiny section with its neighbour and keeps its heading in the text', () => {
    const long = 'A sentence that is long enough to stand on its own. '.repeat(6).trim();
    const own = chunkDocument(page(`## One\n\n${long}\n\n## Two\n\nShort.`));

    expect(own.map(({ text }) => text)).toEqual([`${long}\n\n## Two\n\nShort.`]);
    expect(own[0]?.anchor).toBe('one');
  });

  it('names a section without text of its own in the heading path of what follows', () => {
    const long = 'A sentence that is long enough to stand on its own. '.repeat(6).trim();
    const own = chunkDocument(page(`## Outer\n\n### Inner\n\n${long}`));

    expect(own.map(({ headingPath, text }) => [headingPath, text])).toEqual([
      [['Page', 'Outer', 'Inner'], long],
    ]);
  });

  it('tells repeated words in one section apart', () => {
    const block = `${'Same words again and again. '.repeat(50).trim()}`;
    const own = chunkDocument(page(`## One\n\n${block}\n\n${block}\n`));

    expect(own).toHaveLength(2);
    expect(own[0]?.contentHash).toBe(own[1]?.contentHash);
    expect(own[0]?.id).not.toBe(own[1]?.id);
  });

  it('makes nothing of an empty page', () => {
    expect(chunkDocument(page(''))).toEqual([]);
  });
});

function page(body: string): CourseDocument {
  return {
    kind: 'lesson',
    sourceFile: 'module-1-ros2/chapter-1-x/01-page.md',
    path: '/docs/module-1-ros2/chapter-1-x/page',
    title: 'Page',
    description: '',
    hardwareTier: 1,
    proficiency: 'A2',
    layer: 'L1',
    moduleId: 'ros2',
    moduleNumber: 1,
    chapterNumber: 1,
    lessonNumber: 1,
    body,
    fileHash: '',
  };
}
