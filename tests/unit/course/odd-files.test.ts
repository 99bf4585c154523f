import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { courseDocuments, readCourse, searchedDocuments } from '@/lib/search/course';
import { page, tinyCourse } from './tiny-course';

const CHAPTER = 'module-1-ros2/chapter-1-x';
const cleanups: Array<() => Promise<void>> = [];
afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((remove) => remove()));
});

async function courseWith(files: Record<string, string>, others: Record<string, Uint8Array> = {}) {
  const { dir, remove } = await tinyCourse(files);
  cleanups.push(remove);
  for (const [name, bytes] of Object.entries(others)) {
    await mkdir(path.dirname(path.join(dir, name)), { recursive: true });
    await writeFile(path.join(dir, name), bytes);
  }
  return dir;
}

describe('a page that cannot be taken as it stands', () => {
  it.each([
    ['is larger than 4 MB and was left out', Buffer.alloc(5_000_000, 'a')],
    ['is not text and was left out', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0])],
  ])('%s, and the others are there', async (warning, bytes) => {
    const dir = await courseWith({ [`${CHAPTER}/02-b.md`]: page({}) }, { [`${CHAPTER}/01-a.md`]: bytes });
    const course = await readCourse(dir);

    expect(courseDocuments(course).map(({ sourceFile }) => sourceFile)).toEqual([`${CHAPTER}/02-b.md`]);
    expect(course.warnings).toEqual([`${CHAPTER}/01-a.md: ${warning}`]);
  });

  it('is read as far as it can be where its bytes are no UTF-8', async () => {
    const dir = await courseWith(
      {},
      { [`${CHAPTER}/01-a.md`]: Buffer.from('Caf\u00e9 f\u00fcr alle.\n', 'latin1') },
    );
    const course = await readCourse(dir);

    expect(courseDocuments(course)[0]?.body).toBe('Caf\uFFFD f\uFFFDr alle.\n');
    expect(course.warnings).toEqual([
      `${CHAPTER}/01-a.md: is not UTF-8; what could not be read became \uFFFD`,
    ]);
  });

  it('is a page without text where it is empty', async () => {
    const dir = await courseWith({}, { [`${CHAPTER}/01-a.md`]: Buffer.from('') });
    const course = await readCourse(dir);

    expect(courseDocuments(course)[0]).toMatchObject({ title: 'a', body: '' });
    expect(course.warnings).toEqual([`${CHAPTER}/01-a.md: is empty`]);
  });

  it('has one kind of line break, and no mark before its first', async () => {
    const dir = await courseWith(
      {},
      { [`${CHAPTER}/01-a.md`]: Buffer.from('\uFEFF---\r\ntitle: A\r\n---\r\n\r\n## B\r\nc\rd\r\n') },
    );
    const course = await readCourse(dir);

    expect(courseDocuments(course)[0]).toMatchObject({ title: 'A', body: '## B\nc\nd\n' });
    expect(course.warnings).toEqual([]);
  });

  it('fails alone where it is beyond the limits of the course', async () => {
    const dir = await courseWith({
      [`${CHAPTER}/15-last.md`]: page({}),
      [`${CHAPTER}/16-beyond.md`]: page({}),
      'module-1-ros2/chapter-21-y/01-a.md': page({}),
    });
    const course = await readCourse(dir);

    expect(courseDocuments(course).map(({ lessonNumber }) => lessonNumber)).toEqual([15]);
    expect(course.warnings).toEqual([
      `${CHAPTER}/16-beyond.md: lesson 16 is above the limit of 15; it was left out`,
      'module-1-ros2/chapter-21-y/01-a.md: chapter 21 is above the limit of 20; it was left out',
    ]);
  });

  it('is not followed out of the course, nor in circles', async () => {
    const dir = await courseWith({ [`${CHAPTER}/01-a.md`]: page({}) });
    await writeFile(path.join(dir, '..', 'secret.md'), 'no');
    await symlink('../../../secret.md', path.join(dir, CHAPTER, '02-out.md'));
    await symlink('..', path.join(dir, CHAPTER, 'around'));
    await symlink('nowhere.md', path.join(dir, CHAPTER, '03-nowhere.md'));
    await symlink('01-a.md', path.join(dir, CHAPTER, '04-within.md'));
    const course = await readCourse(dir);

    expect(courseDocuments(course).map(({ lessonNumber }) => lessonNumber)).toEqual([1, 4]);
    expect(course.warnings).toEqual([
      `${CHAPTER}/02-out.md: the link leads out of the course and is not followed`,
      `${CHAPTER}/03-nowhere.md: the link leads nowhere`,
      `${CHAPTER}/around: the link leads to a directory around it and is not followed`,
    ]);
  });
});

describe('pages in other languages', () => {
  const I18N = '../i18n/ur/docusaurus-plugin-content-docs/current';

  it('are translations of pages, each with the place of the original', async () => {
    const dir = await courseWith({
      'course.json': JSON.stringify({
        modules: [{ id: 'ros2', dir: 'module-1-ros2', name: 'ROS 2' }],
        locales: { default: 'en', others: ['ur', 'de'] },
      }),
      [`${CHAPTER}/01-a.md`]: page({ title: 'A' }),
      [`${CHAPTER}/02-b.md`]: page({ title: 'B' }),
      [`${I18N}/${CHAPTER}/01-a.md`]: page({ title: 'الف', id: 'alif' }),
      [`${I18N}/${CHAPTER}/09-only-here.md`]: page({}),
    });
    const course = await readCourse(dir);

    expect(course.translations).toMatchObject([
      {
        locale: 'ur',
        docId: 'alif',
        sourceFile: `i18n/ur/docusaurus-plugin-content-docs/current/${CHAPTER}/01-a.md`,
        path: `/ur/docs/${CHAPTER}/alif`,
        title: 'الف',
        moduleId: 'ros2',
        chapterNumber: 1,
        lessonNumber: 1,
      },
    ]);
    expect(searchedDocuments(course).map(({ locale }) => locale)).toEqual(['en', 'en', 'ur']);
    expect(course.warnings).toEqual([]);
  });
});

describe('unlisted pages', () => {
  it('are served and not searched', async () => {
    const dir = await courseWith({ [`${CHAPTER}/01-a.md`]: '---\nunlisted: true\n---\nText.\n' });
    const course = await readCourse(dir);

    expect(courseDocuments(course)).toHaveLength(1);
    expect(searchedDocuments(course)).toEqual([]);
  });
});

describe('the fingerprint of a page', () => {
  const files = {
    [`${CHAPTER}/01-a.mdx`]: "---\ntitle: A\n---\nimport P from './_p.md';\n\n<P />\n",
    [`${CHAPTER}/_p.md`]: 'Shared.\n',
    'module-1-ros2/README.md': page({ title: 'Module' }),
  };
  const fingerprint = async (changed: Record<string, string> = {}, bookId = 'book') => {
    const dir = await courseWith({ ...files, ...changed });
    return (await readCourse(dir, { bookId })).modules[0]?.chapters[0]?.lessons[0]?.fingerprint;
  };

  it('stays where nothing changes', async () => {
    expect(await fingerprint()).toBe(await fingerprint());
    expect(await fingerprint({ [`${CHAPTER}/02-other.md`]: page({}) })).toBe(await fingerprint());
  });

  it.each<[string, Record<string, string>]>([
    ['a partial', { [`${CHAPTER}/_p.md`]: 'Shared otherwise.\n' }],
    ['the title of its module', { 'module-1-ros2/README.md': page({ title: 'Other' }) }],
    ['its front matter', { [`${CHAPTER}/01-a.mdx`]: files[`${CHAPTER}/01-a.mdx`]?.replace('A', 'B') ?? '' }],
    [
      'how pages are cut',
      {
        'course.json': JSON.stringify({
          modules: [{ id: 'ros2', dir: 'module-1-ros2', name: 'ROS 2' }],
          chunks: { target: 300 },
        }),
      },
    ],
  ])('changes with %s', async (_what, changed) => {
    expect(await fingerprint(changed)).not.toBe(await fingerprint());
  });

  it('changes with the book', async () => {
    expect(await fingerprint({}, 'other')).not.toBe(await fingerprint());
  });
});
