import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { backEnds } from '../evaluation/back-ends';
import { RecordedVectors } from '../evaluation/recorded-vectors';
import { runEvaluation } from '../evaluation/run-evaluation';
import type { Figures, Summary } from '../evaluation/summary';

/** How much a figure may fall below the last report. */
const DROP = 0.02;

/** Texts without a vector, of all that have one: a few may change between two recordings. */
const UNRECORDED = 0.05;

const recorded = new RecordedVectors();
const report: Summary[] = JSON.parse(readFileSync('bench/results/evaluation.json', 'utf8'));
let summaries: Summary[];

beforeAll(async () => {
  ({ summaries } = await runEvaluation(backEnds(recorded)));
}, 300_000);

const summaryOf = (backEnd: string, all: Summary[]) => {
  const found = all.find((summary) => summary.backEnd === backEnd);
  if (!found) throw new Error(`no figures of ${backEnd}`);
  return found;
};

describe.each(report.map(({ backEnd }) => backEnd))('the search by the %s', (backEnd) => {
  test.each(['recallAt5', 'mrrAt10', 'ndcgAt10'] as const)(
    'is not two points worse than reported: %s',
    (name) => {
      const before: Figures = summaryOf(backEnd, report).all;
      expect(summaryOf(backEnd, summaries).all[name]).toBeGreaterThan(before[name] - DROP);
    },
  );

  test('declines what the course cannot answer, as often as reported and in 95 of 100 cases', () => {
    const { declined } = summaryOf(backEnd, summaries).unanswerable;
    expect(declined).toBeGreaterThanOrEqual(0.95);
    expect(declined).toBeGreaterThan(summaryOf(backEnd, report).unanswerable.declined - DROP);
  });

  test('cites only what it retrieved in that very turn', () => {
    const { emitted, valid } = summaryOf(backEnd, summaries).citations;
    expect(emitted).toBeGreaterThan(100);
    expect(valid).toBe(1);
  });
});

test('every back end of the report was evaluated, on all questions', () => {
  expect(summaries.map(({ backEnd }) => backEnd)).toEqual(report.map(({ backEnd }) => backEnd));
  expect(
    summaries.every(({ all, unanswerable }) => all.questions >= 120 && unanswerable.questions >= 25),
  ).toBe(true);
});

test('nearly every text has a vector; where not, record them anew: npm run eval -- --record', () => {
  expect(recorded.missing.size / recorded.size).toBeLessThan(UNRECORDED);
});
