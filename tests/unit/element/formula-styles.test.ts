import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formulaStyles } from '@/element/styles/formula-styles';

/** Selectors and declarations, however they are spaced. */
const rulesOf = (css: string): Map<string, string> =>
  new Map(
    [...css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]+)\{([^}]*)\}/g)].map(([, selector, body]) => [
      (selector ?? '')
        .replace(/\s*([,>])\s*/g, '$1')
        .replace(/\s+/g, ' ')
        .trim(),
      (body ?? '')
        .replace(/\s*([:;,])\s*/g, '$1')
        .replace(/\s+/g, ' ')
        .replace(/;$/, '')
        .trim(),
    ]),
  );

describe('the styles of formulas', () => {
  const inLessons = rulesOf(readFileSync('components/prose/formula.css', 'utf8'));
  const inAnswers = rulesOf(formulaStyles.replaceAll('--ck-font-mono', '--font-mono'));

  it('are the same in lessons and in answers', () => {
    expect(inAnswers.size).toBeGreaterThan(20);
    expect([...inLessons]).toEqual([...inAnswers]);
  });

  it('lay out rows and rules, which have no styles of their own', () => {
    for (const name of [
      'tight-left',
      'tight-right',
      'wide-left',
      'rule-left',
      'rule-bottom',
      'tml-fbox',
      'tml-left',
    ]) {
      expect([...inAnswers.keys()].join(' ')).toContain(`.${name}`);
    }
  });
});
