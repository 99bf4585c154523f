import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Course, neighbours, readCourse, resolveLink } from '@/lib/search/course';
import { page, tinyCourse } from './tiny-course';

const ONE = 'module-1-ros2/chapter-1-foundations';
const TWO = 'module-1-ros2/chapter-2-communication';
let course: Course;
let remove: () => Promise<void>;

beforeAll(async () => {
  const tiny = await tinyCourse({
    'module-1-ros2/README.md': page({}),
    [`${ONE}/README.md`]: page({}),
    [`${ONE}/01-what.md`]: page({}),
    [`${TWO}/02-foo bar.md`]: page({ slug: 'foo' }),
    'module-4-vla/README.md': page({}),
    'module-4-vla/guide/index.mdx': page({}),
    'module-4-vla/guide/tabs.mdx': page({}),
  });
  remove = tiny.remove;
  course = await readCourse(tiny.dir);
});
afterAll(() => remove());

describe('links between lessons', () => {
  const from = `${ONE}/01-what.md`;
  it.each([
    ['../chapter-2-communication/02-foo%20bar.md#bar', `/docs/${TWO}/foo#bar`],
    ['../chapter-2-communication/02-foo bar.md?x=1', `/docs/${TWO}/foo?x=1`],
    ['README.md', `/docs/${ONE}`],
    ['./', `/docs/${ONE}`],
    ['../README.md#top', '/docs/module-1-ros2#top'],
    ['../../module-4-vla/', '/docs/module-4-vla'],
    ['01-what', `/docs/${ONE}/what`],
    ['../../module-4-vla/guide/tabs.mdx#x', '/docs/module-4-vla/guide/tabs#x'],
    ['../../module-4-vla/guide/tabs', '/docs/module-4-vla/guide/tabs'],
    ['../../module-4-vla/guide', '/docs/module-4-vla/guide'],
    ['#here', '#here'],
    ['/profile', '/profile'],
    ['https://docs.ros.org/a.md', 'https://docs.ros.org/a.md'],
    ['mailto:a@b.example', 'mailto:a@b.example'],
  ])('%s leads to %s', (href, expected) => {
    expect(resolveLink(course, from, href)).toBe(expected);
  });

  it.each(['03-missing.md', '../../../etc/passwd.md', '../chapter-9/01-x.md#y'])(
    '%s leads nowhere',
    (href) => {
      expect(resolveLink(course, from, href)).toBeNull();
    },
  );
});

describe('previous and next', () => {
  it('go over the whole course', () => {
    expect(neighbours(course, `/docs/${TWO}/foo`)).toMatchObject({
      previous: { path: `/docs/${ONE}/what` },
      next: { path: '/docs/module-4-vla' },
    });
  });

  it('end at both ends, and do not know other pages', () => {
    expect(neighbours(course, '/docs/module-1-ros2').previous).toBeUndefined();
    expect(neighbours(course, '/docs/module-4-vla/guide/tabs').next).toBeUndefined();
    expect(neighbours(course, '/docs/nowhere')).toEqual({});
  });
});
