import { cp, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readCourse } from '@/lib/search/course';
import { loadIndex } from '@/lib/search/index/load-index';
import { courseDigest } from '@/lib/search/local/course-digest';
import { updateLocalIndex } from '@/lib/search/local/update-local-index';

const read = vi.fn(readCourse);

let directory: string;
let courseDir: string;
let file: string;
beforeEach(async () => {
  read.mockClear();
  directory = await mkdtemp(join(tmpdir(), 'course-digest-'));
  courseDir = join(directory, 'content');
  file = join(directory, 'state', 'index');
  await mkdir(courseDir);
  await cp(resolve('content/module-1-ros2'), join(courseDir, 'module-1-ros2'), { recursive: true });
});
afterEach(() => rm(directory, { recursive: true }));

const update = (more = {}) =>
  updateLocalIndex({ courseDir, bookId: 'book', file, code: 'this', read, ...more });
const digest = (more = {}) => courseDigest({ courseDir, bookId: 'book', code: 'this', ...more });

test('a course of which no byte has changed is not read again', async () => {
  const { index } = await update();
  const { mtimeMs } = await stat(file);
  read.mockClear();
  const again = await update();

  expect(read).not.toHaveBeenCalled();
  expect(again.index.size).toBe(index.size);
  expect(again.report).toMatchObject({ added: 0, changed: 0, unchanged: index.documents, saved: false });
  expect((await stat(file)).mtimeMs).toBe(mtimeMs);
});

test.each<[string, object]>([
  ['by other code', { code: 'other' }],
  ['without a word on the code', { code: undefined }],
  ['in full', { full: true }],
])('%s it is read again, and the next time not', async (_, more) => {
  await update();
  read.mockClear();
  await update(more);
  expect(read).toHaveBeenCalledOnce();

  await update({ code: 'other' });
  read.mockClear();
  await update({ code: 'other' });
  expect(read).not.toHaveBeenCalled();
});

test('an index that was changed without the digest is not taken for what the digest says', async () => {
  const page = join(courseDir, 'page.md');
  await writeFile(page, '# One\n\nFirst words.\n');
  await update();
  await writeFile(page, '# One\n\nOther words.\n');
  await update({ code: undefined });
  await writeFile(page, '# One\n\nFirst words.\n');

  const { index } = await update();
  expect(index.search({ query: 'first words', limit: 5 }).some(({ text }) => text.includes('First'))).toBe(
    true,
  );
});

test('a template of this very course becomes the index, and one of another gives its pages', async () => {
  const template = join(directory, 'template');
  await update({ file: template });
  read.mockClear();
  const first = await update({ template });
  expect(read).not.toHaveBeenCalled();
  expect(first.report.saved).toBe(true);
  expect((await loadIndex(file))?.size).toBe(first.index.size);

  await rm(file);
  await writeFile(join(courseDir, 'page.md'), '# New\n\nA page that the template does not have.\n');
  const second = await update({ template });
  expect(second.report).toMatchObject({ added: 1, unchanged: first.report.documents, saved: true });
  expect((await loadIndex(file))?.documents).toBe(first.report.documents + 1);
});

test('the digest depends on every file, the book and the code', async () => {
  const before = await digest();
  expect(await digest()).toBe(before);
  expect(await digest({ bookId: 'other' })).not.toBe(before);
  expect(await digest({ code: 'other' })).not.toBe(before);
  await writeFile(join(courseDir, 'module-1-ros2', 'page.asked.yaml'), 'intro: []\n');
  expect(await digest()).not.toBe(before);
});

test('there is no digest of a course with links in it', async () => {
  await symlink(resolve('README.md'), join(courseDir, 'linked.md'));
  expect(await digest()).toBeUndefined();
});
