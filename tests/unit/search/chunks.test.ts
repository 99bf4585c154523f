import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { countTokens } from '@/lib/search/chunk/count-tokens';
import { type CourseDocument, headings, readCourse, searchedDocuments } from '@/lib/search/course';
import { documentPassages } from '@/lib/search/course-passages';
import type { CoursePassage } from '@/lib/search/passage';
import { courseDocument } from '@/tests/support/course-document';

const OPTIONS = { bookId: 'book', moduleTitle: 'ROS 2' };

let documents: CourseDocument[];
let chunks: Map<CourseDocument, CoursePassage[]>;

beforeAll(async () => {
  documents = searchedDocuments(await readCourse(resolve('content')));
  chunks = new Map(documents.map((document) => [document, documentPassages(document, OPTIONS)]));
});

function all(): CoursePassage[] {
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
    expect(documents.flatMap((document) => documentPassages(document, OPTIONS)).map(({ id }) => id)).toEqual(
      ids,
    );
    expect(ids[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  it('are long only where one block is', () => {
    const long = all().filter(({ text }) => text.length > 1_800);
    for (const { text } of long) expect(text).toMatch(/```/);
    expect(all().filter(({ text }) => text.length < 100)).toEqual([]);
  });
});

describe('documentPassages', () => {
  const LONG = 'A sentence that is long enough to stand on its own. '.repeat(6).trim();
  const cut = (body: string, place: Partial<CourseDocument> = {}) =>
    documentPassages(courseDocument({ title: 'Page', body, ...place }), OPTIONS);

  it('keeps a heading inside a fence where it is', () => {
    const own = cut('## Real\n\nSome words.\n\n```bash\n## not a heading\n\necho\n```\n');

    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ sectionTitle: 'Real', anchor: 'real' });
  });

  it('joins a tiny section with its neighbour and keeps its heading in the text', () => {
    const own = cut(`## One\n\n${LONG}\n\n## Two\n\nShort.`);

    expect(own.map(({ text }) => text)).toEqual([`${LONG}\n\n## Two\n\nShort.`]);
    expect(own[0]?.anchor).toBe('one');
  });

  it('names a section without text of its own in the heading path of what follows', () => {
    const own = cut(`## Outer\n\n### Inner\n\n${LONG}`);

    expect(own.map(({ headingPath, text }) => [headingPath, text])).toEqual([
      [['Page', 'Outer', 'Inner'], LONG],
    ]);
  });

  it('tells repeated words in one section apart', () => {
    const block = `${'Same words again and again. '.repeat(50).trim()}`;
    const own = cut(`## One\n\n${block}\n\n${block}\n`);

    expect(own).toHaveLength(2);
    expect(own[0]?.contentHash).toBe(own[1]?.contentHash);
    expect(own[0]?.id).not.toBe(own[1]?.id);
  });

  it('makes nothing of an empty page', () => {
    expect(cut('')).toEqual([]);
  });

  it('makes a passage of a page that has nothing but a heading', () => {
    expect(cut('# Page\n')).toMatchObject([{ text: 'Page', path: '/docs/page', headingPath: ['Page'] }]);
  });

  it('counts the tokens of the text and its words', () => {
    const own = cut('`ros2 topic echo` prints <|endoftext|> 机器人.');

    expect(own[0]?.tokenCount).toBe(countTokens('`ros2 topic echo` prints <|endoftext|> 机器人.'));
    expect(own[0]?.tokenCount).toBeGreaterThan(12);
    expect(own[0]?.wordCount).toBe(6);
  });

  it('links to the page where a heading has no anchor in it, as the title and signs alone', () => {
    const own = cut(`# Title\n\n${LONG}\n\n## ???\n\n${LONG} Again.`);

    expect(own.map(({ path, anchor, headingPath }) => [path, anchor, headingPath])).toEqual([
      ['/docs/page', undefined, ['Page', 'Title']],
      ['/docs/page', undefined, ['Page', 'Title', '???']],
    ]);
  });

  it('counts a run of a million characters without taking all day', () => {
    expect(cut(`![](data:image/png;base64,${'a1B2c3D4'.repeat(125_000)})`)[0]?.tokenCount).toBeGreaterThan(
      400_000,
    );
  });

  it('has other ids in another book, language, file and section, and the same for the same words there', () => {
    const one = (place: Partial<CourseDocument> = {}, bookId = 'book', heading = 'One') =>
      documentPassages(courseDocument({ body: `## ${heading}\n\n${LONG}`, ...place }), {
        ...OPTIONS,
        bookId,
      })[0]?.id;
    const others = [
      one(),
      one({}, 'other'),
      one({ locale: 'ur' }),
      one({ sourceFile: 'other.md' }),
      one({}, 'book', 'Two'),
    ];

    expect(new Set(others).size).toBe(5);
    expect(one({ title: 'Another title', fileHash: 'x', fingerprint: 'y' })).toBe(one());
  });

  it('cuts a paragraph that is too long between its sentences', () => {
    const sentence = 'The robot reads `a. b` from [v1. 0](https://example.com/a. b) and goes on. ';
    const own = cut(sentence.repeat(60).trim());

    expect(own.length).toBeGreaterThan(1);
    for (const { text, tokenCount } of own) {
      expect(tokenCount).toBeLessThanOrEqual(512);
      expect(text).toMatch(/^The robot .* goes on\.$/);
    }
  });

  it('cuts a table that is too long between its rows, each part with the header', () => {
    const rows = Array.from({ length: 80 }, (_, row) => `| ${row} | what row ${row} says of itself |`);
    const own = cut(`## T\n\n| Row | What |\n| --- | --- |\n${rows.join('\n')}\n`);

    expect(own.length).toBeGreaterThan(1);
    expect(own.every(({ text }) => text.startsWith('| Row | What |\n| --- | --- |\n| '))).toBe(true);
    expect(own.flatMap(({ text }) => text.split('\n').slice(2))).toEqual(rows);
  });

  it('cuts a list that is too long between its items, and no item', () => {
    const items = Array.from({ length: 30 }, (_, item) => `- Item ${item} says this.\n\n  ${LONG}`);
    const own = cut(items.join('\n'));

    expect(own.length).toBeGreaterThan(1);
    for (const { text } of own)
      expect(text.match(/^- Item/gm)?.length).toBe(text.match(/^ {2}A sentence/gm)?.length);
  });

  it('keeps code whole up to twice the longest, and cuts longer code where nothing is open', () => {
    const part = (name: string) =>
      `def ${name}():\n${'    print("step by step")\n'.repeat(40)}\n    return 1\n`;
    const fence = (...names: string[]) => `~~~python title="a.py" {1}\n${names.map(part).join('\n')}~~~`;
    const own = cut(fence('a', 'b', 'c', 'd', 'e', 'f'));

    expect(cut(fence('a', 'b')).map(({ text }) => text)).toEqual([fence('a', 'b')]);
    expect(own.length).toBeGreaterThan(1);
    for (const { text } of own) {
      expect(text).toMatch(/^~~~python title="a\.py" \{1\}\ndef [a-f]\(\):\n[\s\S]*\n {4}return 1\n~~~$/);
    }
    expect(own.flatMap(({ text }) => text.match(/def [a-f]/g))).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `def ${name}`),
    );
  });

  it('keeps a call-out, a quote and code that cannot be cut whole, however long they are', () => {
    const blocks = [
      `:::note[Long]\n\n${`${LONG}\n\n`.repeat(20)}:::`,
      `> ${LONG}\n>\n`.repeat(20).trim(),
      `\`\`\`\n${'one line of many\n'.repeat(500)}\`\`\``,
    ];

    expect(cut(`## A\n\n${blocks.join('\n\n')}`).map(({ text }) => text)).toEqual(blocks);
  });
});
