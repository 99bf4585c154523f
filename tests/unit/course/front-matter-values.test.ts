import { describe, expect, it } from 'vitest';
import { parseLayer } from '@/lib/search/course/parse-layer';
import { parseProficiency } from '@/lib/search/course/parse-proficiency';
import { parseTier } from '@/lib/search/course/parse-tier';

describe('proficiency', () => {
  it.each([
    ['b2', 'B2'],
    ['"A1"', 'A1'],
    ['A2-B1', 'A2'],
    ['B1 – C1', 'B1'],
    ['beginner', 'A2'],
    ['Intermediate', 'B1'],
    ['ADVANCED', 'C1'],
    ['expert', undefined],
    [3, undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('%j is %s', (value, expected) => {
    expect(parseProficiency(value)).toBe(expected);
  });
});

describe('layer', () => {
  it.each([
    ['L1', 'L1'],
    ['l4', 'L4'],
    [2, 'L2'],
    ['3', 'L3'],
    ['L5', undefined],
    [0, undefined],
  ])('%j is %s', (value, expected) => {
    expect(parseLayer(value)).toBe(expected);
  });
});

describe('tier', () => {
  it.each([
    [1, 1],
    ['4', 4],
    ['tier2', 2],
    [0, undefined],
    [2.5, undefined],
    ['high', undefined],
    [true, undefined],
    [[2], undefined],
  ])('%j is %s', (value, expected) => {
    expect(parseTier(value)).toBe(expected);
  });
});
