import { expect, test } from 'vitest';
import { lessonUrl } from '@/lib/tutor/lesson-url';

const SITE = 'https://learn.test';

test.each([
  '/docs/module-1-ros2/chapter-1-x/topics',
  '/docs/module-1-ros2/chapter-1-x/topics#quality-of-service',
  '/ur/docs/module-1-ros2/',
])('a page of the course has its own address: %s', (path) => {
  expect(lessonUrl(SITE, path)).toBe(`${SITE}${path}`);
});

test.each([
  'https://evil.test/docs',
  '//evil.test/docs',
  '/\\evil.test',
  '@evil.test/docs',
  '.evil.test/docs',
  'javascript:alert(1)',
  '/docs/../api/auth/signout',
  '/docs/%2e%2e/api',
  '/docs/a%2f..%2fapi',
  '/docs//evil.test',
  '/docs/x?next=//evil.test',
  '/docs/a b',
  '',
])('anything else leads to the site itself: %s', (path) => {
  expect(lessonUrl(SITE, path)).toBe(`${SITE}/`);
});
