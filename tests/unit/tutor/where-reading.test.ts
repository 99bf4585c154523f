import { expect, test } from 'vitest';
import { whereReading } from '@/lib/tutor/where-reading';

const COURSE = {
  modules: ['ros2'],
  limits: { chapter: 20, lesson: 15 },
  route: '/docs',
  locales: { default: 'en', others: ['ur'] },
};

test.each([
  ['a lesson', '/docs/module-1/topics', { near: '/docs/module-1/topics' }],
  ['one with a slash at its end', '/docs/module-1/topics/', { near: '/docs/module-1/topics' }],
  ['one below a directory of the site', '/robolearn/docs/module-1/topics', { near: '/docs/module-1/topics' }],
  ['one in another language', '/ur/docs/module-1', { near: '/ur/docs/module-1', locale: 'ur' }],
  ['one in a language that the course does not have', '/xx/docs/module-1', { near: '/docs/module-1' }],
  ['a page beside the course', '/profile', {}],
  ['a page that only sounds like it', '/docs-of-others/module-1', {}],
  ['nothing', undefined, {}],
])('a search knows that %s is being read', (_what, path, known) => {
  expect(whereReading(path === undefined ? undefined : { path }, COURSE)).toEqual(known);
});
