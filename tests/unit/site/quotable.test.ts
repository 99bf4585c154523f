import { describe, expect, it } from 'vitest';
import { MAX_QUOTE, quotable } from '@/components/tutor/quotable';

describe('quoting a lesson', () => {
  it('trims, and keeps paragraphs', () => {
    expect(quotable('  one   two \n\n\n\n  three\t')).toBe('one two\n\nthree');
  });

  it('quotes nothing for nothing', () => {
    expect(quotable(' \n\t ')).toBe('');
  });

  it('cuts a long text at a word, with an ellipsis', () => {
    const quote = quotable('word '.repeat(1000));
    expect(Array.from(quote).length).toBeLessThanOrEqual(MAX_QUOTE);
    expect(quote).toMatch(/word…$/);
  });

  it('does not cut a character in half', () => {
    const quote = quotable('🤖'.repeat(3000));
    expect(Array.from(quote)).toHaveLength(MAX_QUOTE);
    expect(quote.isWellFormed()).toBe(true);
  });
});
