import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { parseLastRead } from '@/components/course/last-read';
import { shortTitle } from '@/components/course/short-title';
import { signInProblem } from '@/components/sign-in/sign-in-problem';
import { EARLY_SCRIPT } from '@/components/site/early-script';
import { siteUser } from '@/components/site/site-user';

describe('short titles', () => {
  it.each([
    ['Module 1: ROS 2, the nervous system', 'ROS 2, the nervous system'],
    ['Chapter 3 - Control', 'Control'],
    ['Lesson 1.3: The Humanoid Revolution', 'The Humanoid Revolution'],
    ['Module 2', 'Module 2'],
    ['Modules: an overview', 'Modules: an overview'],
  ])('%s is %s', (title, short) => {
    expect(shortTitle(title)).toBe(short);
  });
});

describe('the user of a session', () => {
  it('needs something that says who it is', () => {
    expect(siteUser({ id: 'u1', name: 'Ada', role: 'student' })).toEqual({
      id: 'u1',
      name: 'Ada',
      role: 'student',
    });
    expect(siteUser({ email: 'a@b.example', name: null })).toEqual({ id: 'a@b.example' });
    expect(siteUser({ image: 'x' })).toBeUndefined();
    expect(siteUser(undefined)).toBeUndefined();
  });
});

describe('the lesson read last', () => {
  it('is taken only from what the site itself wrote', () => {
    expect(parseLastRead('{"path":"/docs/a","title":"A"}')).toEqual({ path: '/docs/a', title: 'A' });
    for (const stored of [
      null,
      '',
      '{',
      'null',
      '[]',
      '{"path":"//evil.example","title":"A"}',
      '{"path":"/docs/a"}',
    ]) {
      expect(parseLastRead(stored)).toBeNull();
    }
  });
});

describe('errors of the sign-in', () => {
  it('are told in words, known or not', () => {
    for (const code of [undefined, 'AccessDenied', 'NeverHeardOf', 'constructor']) {
      expect(signInProblem(code)).toMatch(/^[A-Z].*\.$/);
      expect(signInProblem(code)).not.toContain('NeverHeardOf');
    }
  });
});

describe('the script before the first paint', () => {
  function run(stored: Record<string, string> | 'forbidden', dark: boolean) {
    const dataset: Record<string, string> = {};
    const localStorage = {
      getItem(key: string) {
        if (stored === 'forbidden') throw new Error('forbidden');
        return stored[key] ?? null;
      },
    };
    runInNewContext(EARLY_SCRIPT, {
      document: { documentElement: { dataset } },
      localStorage,
      matchMedia: () => ({ matches: dark }),
    });
    return dataset;
  }

  it('takes the chosen scheme, else that of the system', () => {
    expect(run({ 'robolearn.scheme': 'light' }, true).theme).toBe('light');
    expect(run({ 'robolearn.scheme': 'dark' }, false).theme).toBe('dark');
    expect(run({}, true).theme).toBe('dark');
    expect(run('forbidden', true).theme).toBe('dark');
  });

  it('makes room for a tutor that its user left open', () => {
    const kept = { 'robolearn.user': 'u1', 'robolearn.tutor.u1': '{"open":true}' };
    expect(run(kept, false).tutor).toBe('open');
    expect(run({ ...kept, 'robolearn.tutor.u1': '{"open":false}' }, false).tutor).toBeUndefined();
    expect(run({ ...kept, 'robolearn.tutor.u1': '{' }, false)).toEqual({ theme: 'light' });
  });
});
