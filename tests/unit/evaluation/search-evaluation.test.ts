import { beforeAll, describe, expect, test } from 'vitest';
import { courseShape } from '@/lib/search/course-shape';
import type { Baseline } from '../../evaluation/baseline';
import { evaluate, type Outcome } from '../../evaluation/evaluate';
import { type EvaluationQuestion, QUESTIONS } from '../../evaluation/questions';
import { ELSEWHERE } from '../../evaluation/questions/elsewhere';
import { report } from '../../evaluation/report';
import { courseBaseline } from '../../evaluation/run-evaluation';
import { summarise } from '../../evaluation/summary';
import { sampleOf } from '../../evaluation/tutor/sample';
import { VARIATIONS } from '../../evaluation/vary-question';
import { evaluateWordings, type Wordings } from '../../evaluation/wordings';
import { courseSearch } from '../../support/prepared/course-index';

const covered = sampleOf(
  QUESTIONS.filter(({ needs }) => needs.length > 0),
  6,
);
const uncovered = sampleOf(ELSEWHERE, 8);

let baseline: Baseline;
let outcomes: Outcome[];
let wordings: Wordings;
beforeAll(async () => {
  baseline = await courseBaseline();
  const search = await courseSearch();
  const course = courseShape('content');
  const start = async () => ({ name: 'local index', search, course, close: async () => undefined });
  outcomes = await evaluate(search, course, [...covered, ...uncovered], baseline);
  wordings = await evaluateWordings(start, baseline, { covered, uncovered });
});

describe('a sample of the evaluation of the search', () => {
  test('has a row for each length of an uncovered question, and for each wording of a covered one', () => {
    expect(wordings.uncovered.map(({ sentences, questions }) => [sentences, questions])).toEqual([
      [1, 2],
      [2, 2],
      [3, 2],
      [4, 2],
    ]);
    expect(wordings.covered.map(({ wording }) => wording)).toEqual(['as written', ...VARIATIONS]);
    expect(wordings.covered.every(({ questions }) => questions >= 4 && questions <= 6)).toBe(true);
  });

  test('measures in shares, and measures the same questions as the whole evaluation', () => {
    const rows = [...wordings.uncovered, ...wordings.covered];
    const shares = rows.flatMap((row) =>
      'recallAt5' in row ? [row.nothingFound, row.unquoted, row.recallAt5] : [row.declined],
    );
    expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
    const { all } = summarise('local index', outcomes);
    expect(wordings.covered[0]).toMatchObject({ recallAt5: all.recallAt5, baseline: all.baseline });
  });

  test('is told as a page with the baseline beside ours', () => {
    const page = report([summarise('local index', outcomes)], new Map(), 'No vectors.', wordings);
    for (const row of ['| BM25 recall@5 |', '| 4 sentences |', '| typo |', '| question mark |'])
      expect(page).toContain(row);
    expect(page).not.toMatch(/NaN|undefined/);
  });
});

describe('the baseline', () => {
  test('finds a passage by its own words, and no more than asked for', () => {
    const [best, ...others] = baseline.search(ask('ros2 lifecycle set'), 10);
    expect(best?.lessonTitle).toBe('Lifecycle nodes');
    expect(others).toHaveLength(9);
  });

  test('asks a follow-up with the message before it', () => {
    const [best] = baseline.search({ ...ask('And how slowly?'), before: ['ros2 bag play --rate'] }, 1);
    expect(best?.lessonTitle).toBe('Recording with rosbag2');
  });

  test('has nothing for words that no passage has', () => {
    expect(baseline.search(ask('xyzzy'), 5)).toEqual([]);
    expect(baseline.search(ask(''), 5)).toEqual([]);
  });
});

function ask(question: string): EvaluationQuestion {
  return { id: 'one', question, kind: 'search-box', split: 'dev', needs: [] };
}
