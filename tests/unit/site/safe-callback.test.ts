import { describe, expect, it } from 'vitest';
import { safeCallback } from '@/components/sign-in/safe-callback';

const ORIGIN = 'https://robolearn.example';

describe('where to go after signing in', () => {
  it.each([
    ['/docs/module-1-ros2#a', '/docs/module-1-ros2#a'],
    ['https://robolearn.example/profile?x=1', '/profile?x=1'],
    ['docs/a', '/docs/a'],
    ['/signin-help', '/signin-help'],
  ])('%s stays', (wanted, expected) => {
    expect(safeCallback(wanted, ORIGIN)).toBe(expected);
  });

  it.each([
    undefined,
    '',
    'https://evil.example/x',
    '//evil.example/x',
    '/\\evil.example/x',
    '/\t/evil.example',
    'https://robolearn.example//evil.example',
    'https://robolearn.example@evil.example/',
    'javascript:alert(1)',
    'http://robolearn.example/downgrade',
    '/signin?callbackUrl=/signin',
    '/api/auth/signout',
    'http://[',
  ])('%j leads home', (wanted) => {
    expect(safeCallback(wanted, ORIGIN)).toBe('/');
  });
});
