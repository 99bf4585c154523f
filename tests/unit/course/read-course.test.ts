import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { CourseDirectoryMissing, courseDocuments, readCourse } from '@/lib/search/course';
import { page, tinyCourse } from './tiny-course';

const cleanups: Array<() => Promise<void>> = [];
afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((remove) => remove()));
});

async function read(files: Record<string, string>) {
  const { dir, remove } = await tinyCourse(files);
  cleanups.push(remove);
  return { dir, course: await readCourse(dir) };
}

const FOUNDATIONS = 'module-1-ros2/chapter-1-foundations';

describe('reading the course', () => {
  it('finds modules, chapters and lessons, and gives each its address', async () => {
    const { course } = await read({
      'module-1-ros2/README.md': page({ title: 'Module 1', id: 'module-1-ros2' }),
      [`${FOUNDATIONS}/README.md`]: page({ title: 'Foundations', id: 'chapter-1' }),
      [`${FOUNDATIONS}/01-what-is-ros-2.md`]: page({ title: 'What is ROS 2?' }),
      [`${FOUNDATIONS}/02-nodes.md`]: page({ title: 'Nodes' }),
      'module-2-simulation/chapter-4-worlds/01-sdf.md': page({ title: 'SDF' }),
    });

    expect(course.modules.map(({ id, number, dir }) => [id, number, dir])).toEqual([
      ['ros2', 1, 'module-1-ros2'],
      ['gazebo', 2, 'module-2-simulation'],
    ]);
    expect(courseDocuments(course).map(({ kind, path: at }) => [kind, at])).toEqual([
      ['module', '/docs/module-1-ros2'],
      ['chapter', '/docs/module-1-ros2/chapter-1-foundations'],
      ['lesson', '/docs/module-1-ros2/chapter-1-foundations/what-is-ros-2'],
      ['lesson', '/docs/module-1-ros2/chapter-1-foundations/nodes'],
      ['lesson', '/docs/module-2-simulation/chapter-4-worlds/sdf'],
    ]);
    expect(course.warnings).toEqual([]);
  });

  it('serves a README at the address of its directory, also with an id (D-R4)', async () => {
    const { course } = await read({ [`${FOUNDATIONS}/README.md`]: page({ id: 'chapter-1-foundations' }) });
    expect(course.modules[0]?.chapters[0]?.overview?.path).toBe(`/docs/${FOUNDATIONS}`);
  });

  it('honours slug before id before file name', async () => {
    const { course } = await read({
      [`${FOUNDATIONS}/01-one.md`]: page({ id: 'from-id' }),
      [`${FOUNDATIONS}/02-two.md`]: page({ id: 'not-this', slug: 'from-slug' }),
      [`${FOUNDATIONS}/03-three.md`]: page({ slug: '/from-the-root' }),
      [`${FOUNDATIONS}/2024-01-02-dated.md`]: page({}),
    });
    const paths = courseDocuments(course).map((document) => document.path);
    expect(paths.toSorted()).toEqual([
      '/docs/from-the-root',
      `/docs/${FOUNDATIONS}/2024-01-02-dated`,
      `/docs/${FOUNDATIONS}/from-id`,
      `/docs/${FOUNDATIONS}/from-slug`,
    ]);
  });

  it('orders chapters and lessons by number, not by name', async () => {
    const { course } = await read({
      'module-1-ros2/chapter-10-last/01-a.md': page({}),
      'module-1-ros2/chapter-2-first/10-b.md': page({}),
      'module-1-ros2/chapter-2-first/9-a.md': page({}),
    });
    const [first, last] = course.modules[0]?.chapters ?? [];
    expect([first?.number, last?.number]).toEqual([2, 10]);
    expect(first?.lessons.map(({ lessonNumber }) => lessonNumber)).toEqual([9, 10]);
  });

  it('reads what the front matter says', async () => {
    const { course } = await read({
      [`${FOUNDATIONS}/01-a.md`]: page({
        title: 'A',
        description: 'About a.',
        hardware_tier: 2,
        proficiency_level: 'B1-C1',
        layer: '3',
        duration_minutes: 25,
      }),
    });
    expect(courseDocuments(course)[0]).toMatchObject({
      title: 'A',
      description: 'About a.',
      hardwareTier: 2,
      proficiency: 'B1',
      layer: 'L3',
      durationMinutes: 25,
      moduleId: 'ros2',
      moduleNumber: 1,
      chapterNumber: 1,
      lessonNumber: 1,
      body: 'Text.\n',
    });
  });

  it('warns of values it does not know, and takes the default', async () => {
    const { course } = await read({
      [`${FOUNDATIONS}/01-a.md`]: page({ hardware_tier: 9, proficiency_level: 'expert', layer: 'L7' }),
    });
    expect(courseDocuments(course)[0]).toMatchObject({ hardwareTier: 1, proficiency: 'A2', layer: 'L1' });
    expect(course.warnings).toEqual([
      `${FOUNDATIONS}/01-a.md: hardware_tier 9 is not known`,
      `${FOUNDATIONS}/01-a.md: layer "L7" is not known`,
      `${FOUNDATIONS}/01-a.md: proficiency_level "expert" is not known`,
    ]);
  });

  it('reads a page whose front matter is broken, every time it is read', async () => {
    const files = { [`${FOUNDATIONS}/01-a.md`]: '---\ntitle: [oops\n---\n# The title\n\nText.\n' };
    for (const { course } of [await read(files), await read(files)]) {
      expect(courseDocuments(course)[0]).toMatchObject({
        title: 'The title',
        body: '# The title\n\nText.\n',
      });
      expect(course.warnings).toHaveLength(1);
      expect(course.warnings[0]).toMatch(/01-a\.md: front matter is not valid YAML/);
    }
  });

  it('takes the title from the first heading, else from the file name', async () => {
    const { course } = await read({
      [`${FOUNDATIONS}/01-with-heading.md`]: '# Said here\n',
      [`${FOUNDATIONS}/02-without.md`]: 'Text.\n',
    });
    expect(courseDocuments(course).map(({ title }) => title)).toEqual(['Said here', 'without']);
  });

  it('hashes the bytes of the file', async () => {
    const { dir } = await read({ [`${FOUNDATIONS}/01-a.md`]: '' });
    const bytes = Buffer.from('\uFEFF---\r\ntitle: Ä\r\n---\r\nText.\r\n');
    await writeFile(path.join(dir, FOUNDATIONS, '01-a.md'), bytes);
    const document = courseDocuments(await readCourse(dir))[0];
    expect(document?.fileHash).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(document?.title).toBe('Ä');
  });

  it('leaves drafts, partials and other files alone', async () => {
    const { course } = await read({
      [`${FOUNDATIONS}/01-a.md`]: '---\ndraft: true\n---\nText.\n',
      [`${FOUNDATIONS}/notes.txt`]: 'no',
      [`${FOUNDATIONS}/_partial.md`]: page({}),
      '_partials/nested/a.md': page({}),
      'node_modules/package/README.md': page({}),
      '.hidden/a.md': page({}),
      '.a.md': page({}),
    });
    expect(courseDocuments(course)).toEqual([]);
    expect(course.warnings).toEqual([]);
  });

  it('takes pages wherever they stand, and says what they are', async () => {
    const { course } = await read({
      [`${FOUNDATIONS}/02-c.mdx`]: page({}),
      [`${FOUNDATIONS}/more/deep/01-b.md`]: page({}),
      'module-1-ros2/appendix.md': page({}),
      'module-9-other/chapter-1-x/01-a.md': page({}),
      'preface.md': page({}),
    });
    expect(
      courseDocuments(course).map(({ kind, path: at, moduleId, chapterNumber, lessonNumber }) => [
        kind,
        at,
        moduleId,
        chapterNumber,
        lessonNumber,
      ]),
    ).toEqual([
      ['lesson', `/docs/${FOUNDATIONS}/more/deep/b`, 'ros2', 1, 0],
      ['lesson', `/docs/${FOUNDATIONS}/c`, 'ros2', 1, 2],
      ['page', '/docs/module-1-ros2/appendix', 'ros2', 0, 0],
      ['page', '/docs/module-9-other/chapter-1-x/a', '', 0, 0],
      ['page', '/docs/preface', '', 0, 0],
    ]);
  });

  it('warns when two pages have the same address', async () => {
    const { course } = await read({
      [`${FOUNDATIONS}/01-a.md`]: page({ id: 'same' }),
      [`${FOUNDATIONS}/02-b.md`]: page({ slug: 'same' }),
    });
    expect(course.warnings).toEqual([
      `${FOUNDATIONS}/02-b.md: ${FOUNDATIONS}/01-a.md has the same address, /docs/${FOUNDATIONS}/same`,
    ]);
  });

  it('says which directory is missing', async () => {
    const { dir } = await read({ 'a-file': 'x' });
    await expect(readCourse(path.join(dir, 'nowhere'))).rejects.toBeInstanceOf(CourseDirectoryMissing);
    await expect(readCourse(path.join(dir, 'a-file'))).rejects.toThrow(/no course directory at .*a-file/);
  });
});

describe('the sample course', () => {
  it('can be read without a warning', async () => {
    const course = await readCourse('content');
    expect(course.warnings).toEqual([]);
    expect(course.modules.map(({ id }) => id)).toEqual(['ros2', 'gazebo', 'isaac', 'vla']);
  });
});
