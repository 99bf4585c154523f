import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadIndex } from '@/lib/search/index/load-index';
import { encodeIndex } from '@/lib/search/index/save-index';
import { updateLocalIndex } from '@/lib/search/local/update-local-index';

const MODULE = 'module-1-ros2/chapter-1-foundations';
const LESSON = `${MODULE}/02-nodes-and-topics.md`;

let directory: string;
let courseDir: string;
let file: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'course-'));
  courseDir = join(directory, 'content');
  file = join(directory, 'state', 'index');
  await mkdir(courseDir);
  await cp(resolve('content/module-1-ros2'), join(courseDir, 'module-1-ros2'), { recursive: true });
  await cp(resolve('content/course.json'), join(courseDir, 'course.json'), { force: true }).catch(() => {});
});
afterEach(() => rm(directory, { recursive: true }));

const update = (more = {}) => updateLocalIndex({ courseDir, bookId: 'book', file, ...more });

describe('updateLocalIndex', () => {
  it('reads everything at first, and keeps it', async () => {
    const { index, report } = await update();

    expect(report).toMatchObject({
      documents: index.documents,
      added: index.documents,
      unchanged: 0,
      saved: true,
    });
    expect((await loadIndex(file))?.size).toBe(index.size);
  });

  it('does nothing if nothing has changed', async () => {
    const { index } = await update();
    const { mtimeMs } = await stat(file);
    const again = await update();

    expect(again.report).toMatchObject({
      added: 0,
      changed: 0,
      removed: 0,
      unchanged: index.documents,
      saved: false,
    });
    expect((await stat(file)).mtimeMs).toBe(mtimeMs);
  });

  it('takes in what was changed, added and removed, and comes to what a full update does', async () => {
    await update();
    await writeFile(
      join(courseDir, LESSON),
      `${await readFile(join(courseDir, LESSON), 'utf8')}\n## Antigravity\n\nA flux capacitor is what antigravity needs.\n`,
    );
    await rename(
      join(courseDir, MODULE, '03-messages-and-interfaces.md'),
      join(courseDir, MODULE, '04-messages-and-interfaces.md'),
    );
    const { index, report } = await update();
    const full = await update({ full: true, file: undefined });

    expect(report).toMatchObject({ added: 1, changed: 1, removed: 1, saved: true });
    expect(index.search({ query: 'What is a flux capacitor?', limit: 1 })[0]?.text).toContain(
      'antigravity needs',
    );
    expect(encodeIndex(index.data).equals(encodeIndex(full.index.data))).toBe(true);
  });

  it('makes a new index in place of one that is damaged', async () => {
    const { index } = await update();
    await writeFile(file, (await readFile(file)).subarray(0, 5_000));
    const again = await update();

    expect(again.report).toMatchObject({ added: index.documents, saved: true });
    expect((await loadIndex(file))?.size).toBe(index.size);
  });

  it('takes nothing from the index of another book', async () => {
    await update();
    const { index, report } = await update({ bookId: 'another' });

    expect(report.unchanged).toBe(0);
    expect(new Set(index.data.pages.map(({ bookId }) => bookId))).toEqual(new Set(['another']));
  });

  it('goes on without a file where none can be written, and says so', async () => {
    await writeFile(join(directory, 'state'), 'a file where the directory should be');
    const { index, report } = await update();

    expect(index.size).toBeGreaterThan(0);
    expect(report.saved).toBe(false);
    expect(report.unsaved).toMatch(/EEXIST|ENOTDIR/);
  });

  it('is safe twice at once', async () => {
    const [one, other] = await Promise.all([update(), update()]);

    expect(encodeIndex(one.index.data).equals(encodeIndex(other.index.data))).toBe(true);
    expect((await loadIndex(file))?.size).toBe(one.index.size);
  });
});
