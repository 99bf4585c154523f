import { describe, expect, it } from 'vitest';
import { coursePath } from '@/components/tutor/course-path';
import { openLesson } from '@/components/tutor/open-lesson';

const HERE = 'https://learn.test/docs/a/b';

describe('a page that a tool names', () => {
  it.each([
    ['/docs/module-1-ros2/chapter-1-foundations/nodes-and-topics', ''],
    ['/docs/module-1-ros2/chapter-1-foundations/nodes-and-topics#what-a-node-is', '#what-a-node-is'],
  ])('is followed if it is one of the course: %s', (path, hash) => {
    expect(coursePath(path, HERE)).toEqual({ pathname: path.replace(hash, ''), hash });
  });

  it.each([
    'https://evil.test/docs/a/b',
    '//evil.test/docs/a/b',
    '/\\evil.test/docs',
    'javascript:alert(1)',
    '/api/auth/signout',
    '/profile',
    '/docs',
    '/docs/../profile',
    '/docs/%2e%2e/profile',
    'docs/a/b',
    '',
    7,
    null,
    { path: '/docs/a' },
  ])('is not followed otherwise: %o', async (named) => {
    const pushed: string[] = [];
    expect(await openLesson(named, { here: HERE, push: (path) => pushed.push(path) })).toEqual({
      error: 'That is no page of the course.',
    });
    expect(pushed).toEqual([]);
  });

  it('that does not open is told to the tutor', async () => {
    const pushed: string[] = [];
    const result = await openLesson('/docs/a/missing', {
      here: HERE,
      push: (path) => pushed.push(path),
      patienceMs: 5,
    });
    expect(pushed).toEqual(['/docs/a/missing']);
    expect(result).toEqual({ error: 'The page did not open.' });
  });
});
