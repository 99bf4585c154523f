import { describe, expect, it } from 'vitest';
import { localPath } from '@/components/tutor/local-path';

const HERE = 'https://robolearn.example/docs/a';

describe('links in the conversation', () => {
  it.each([
    ['https://robolearn.example/docs/b#c', '/docs/b#c'],
    ['/docs/b?x=1#c', '/docs/b?x=1#c'],
    ['#c', '/docs/a#c'],
  ])('%s is ours: %s', (url, path) => {
    expect(localPath(url, HERE)).toBe(path);
  });

  it.each([
    'https://docs.ros.org/docs/b',
    'http://robolearn.example/docs/b',
    '/api/chatkit/attachments/1/content',
    '/files/plan.pdf',
    'mailto:a@b.example',
    'http://[',
  ])('%s is not for the router', (url) => {
    expect(localPath(url, HERE)).toBeNull();
  });
});
