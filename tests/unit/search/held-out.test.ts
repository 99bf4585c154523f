import { describe, expect, it } from 'vitest';
import { courseSearch } from '../../support/prepared/course-index';
import { DEV, type HeldOut, TEST } from './held-out-questions';

const search = await courseSearch();

/** Bounds are what was measured when the search was tuned on the first half alone; they may only rise. */
describe('retrieval of questions that it was not tuned on', () => {
  it('finds the lesson among the first five passages', async () => {
    const dev = await missed(DEV);
    const test = await missed(TEST);

    const figures = `missed ${dev.length} of ${DEV.covered.length} and ${test.length} of ${TEST.covered.length}`;
    const recall = 1 - (dev.length + test.length) / (DEV.covered.length + TEST.covered.length);
    expect(recall, figures).toBeGreaterThanOrEqual(0.9);
    expect(1 - dev.length / DEV.covered.length, figures).toBeGreaterThanOrEqual(0.95);
  });

  it('has nothing on other subjects', async () => {
    const dev = await answered(DEV);
    const test = await answered(TEST);

    const figures = `answered ${dev.length} of ${DEV.uncovered.length} and ${test.length} of ${TEST.uncovered.length}`;
    const declined = 1 - (dev.length + test.length) / (DEV.uncovered.length + TEST.uncovered.length);
    expect(declined, figures).toBeGreaterThanOrEqual(0.85);
  });
});

async function missed({ covered }: HeldOut): Promise<string[]> {
  const missed: string[] = [];
  for (const [question, ...lessons] of covered) {
    const passages = await search.search({ query: question, limit: 5 });
    const isFound = passages.some(({ sourceFile }) =>
      lessons.some((lesson) => sourceFile.includes(`/${lesson}.md`)),
    );
    if (!isFound) missed.push(question);
  }
  return missed;
}

async function answered({ uncovered }: HeldOut): Promise<string[]> {
  const answered: string[] = [];
  for (const question of uncovered) {
    if ((await search.search({ query: question, limit: 5 })).length) answered.push(question);
  }
  return answered;
}
