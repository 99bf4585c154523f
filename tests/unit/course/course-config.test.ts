import { afterEach, describe, expect, it } from 'vitest';
import { CourseConfigInvalid, courseDocuments, readCourse, readCourseConfig } from '@/lib/search/course';
import { page, tinyCourse } from './tiny-course';

const cleanups: Array<() => Promise<void>> = [];
afterEach(async () => {
  await Promise.all(cleanups.splice(0).map((remove) => remove()));
});

async function courseAt(files: Record<string, string>): Promise<string> {
  const { dir, remove } = await tinyCourse(files);
  cleanups.push(remove);
  return dir;
}

describe('what a course says of itself', () => {
  it('are its modules in their order, and the defaults for what it does not say', async () => {
    const dir = await courseAt({
      'course.json': JSON.stringify({
        modules: [
          { id: 'arms', dir: 'b', name: 'Arms' },
          { id: 'legs', dir: 'a', name: 'Legs' },
        ],
      }),
      'a/README.md': page({}),
      'b/README.md': page({ title: 'All about arms' }),
    });

    expect(readCourseConfig(dir)).toEqual({
      modules: [
        { id: 'arms', dir: 'b', name: 'Arms' },
        { id: 'legs', dir: 'a', name: 'Legs' },
      ],
      limits: { chapter: 20, lesson: 15 },
      route: '/docs',
      locales: { default: 'en', others: [] },
      markdown: 'mdx',
      chunks: { target: 400, longest: 512, shortest: 60 },
    });
    expect((await readCourse(dir)).modules.map(({ id, number, title }) => [id, number, title])).toEqual([
      ['arms', 1, 'All about arms'],
      ['legs', 2, 'README'],
    ]);
  });

  it('are the directories at the top, where it says nothing', async () => {
    const dir = await courseAt({
      'course.json': '',
      '10-last/README.md': page({}),
      '2-first/a.md': page({}),
      '_partials/a.md': page({}),
      'node_modules/a/a.md': page({}),
      'top.md': page({}),
    });

    expect(readCourseConfig(dir).modules).toEqual([
      { id: 'first', dir: '2-first', name: 'first' },
      { id: 'last', dir: '10-last', name: 'last' },
    ]);
    expect(courseDocuments(await readCourse(dir)).map(({ moduleId, path }) => [moduleId, path])).toEqual([
      ['first', '/docs/first/a'],
      ['last', '/docs/last'],
      ['', '/docs/top'],
    ]);
  });

  it('is where the site serves it', async () => {
    const at = async (route: string) => {
      const dir = await courseAt({
        'course.json': JSON.stringify({ route }),
        'a/01-b.md': page({}),
        'index.md': page({}),
      });
      return courseDocuments(await readCourse(dir)).map(({ path }) => path);
    };

    expect(await at('/')).toEqual(['/a/b', '/']);
    expect(await at('/learn/robots')).toEqual(['/learn/robots/a/b', '/learn/robots']);
  });

  it.each([
    ['{', /course\.json: is not JSON$/],
    ['[]', /course\.json: .*expected object/],
    ['{"limit":{}}', /course\.json: limit: /],
    [
      '{"modules":[{"id":"a","dir":"../a","name":"A"}]}',
      /course\.json: modules\.0\.dir: should be the name of a directory/,
    ],
    ['{"modules":[{"id":"a","dir":"a"}]}', /course\.json: modules\.0\.name: /],
    [
      '{"modules":[{"id":"a","dir":"a","name":"A"},{"id":"a","dir":"b","name":"B"}]}',
      /modules: should have a different id/,
    ],
    ['{"route":"docs"}', /course\.json: route: should be a path/],
    ['{"locales":{"others":["../x"]}}', /course\.json: locales\.others\.0: should be a language tag/],
    ['{"locales":{"others":["en"]}}', /course\.json: locales: should name each language once/],
    ['{"chunks":{"target":600}}', /course\.json: chunks: should have shortest below target/],
    ['{"limits":{"chapter":0}}', /course\.json: limits\.chapter: /],
  ])('cannot be %s', async (written, message) => {
    const dir = await courseAt({ 'course.json': written });

    expect(() => readCourseConfig(dir)).toThrow(CourseConfigInvalid);
    expect(() => readCourseConfig(dir)).toThrow(message);
    await expect(readCourse(dir)).rejects.toThrow(CourseConfigInvalid);
  });
});
