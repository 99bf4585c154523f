import { beforeAll, describe, expect, test } from 'vitest';
import { courseDocuments, headings, readCourse } from '@/lib/search/course';
import { LANGUAGE_QUESTIONS } from '../../evaluation/questions/languages';
import { retrieveFirstOptions } from '../../evaluation/tutor/retrieve-first';
import {
  runTutorEvaluation,
  type TutorEvaluation,
  type TutorRun,
} from '../../evaluation/tutor/run-tutor-evaluation';
import { sampleOf, TUTOR_QUESTIONS } from '../../evaluation/tutor/sample';
import { TOOL_MISTAKES } from '../../evaluation/tutor/tool-mistakes';
import { tutorReport } from '../../evaluation/tutor/tutor-report';
import { tutorFigures } from '../../evaluation/tutor/tutor-summary';
import { courseSearch } from '../../support/prepared/course-index';

/** One of each mistake, and some that the course does not answer. */
const questions = sampleOf(TUTOR_QUESTIONS, TOOL_MISTAKES.length);
const languageQuestions = sampleOf(LANGUAGE_QUESTIONS, 8);

let evaluation: TutorEvaluation;
beforeAll(async () => {
  evaluation = await runTutorEvaluation({ questions, languageQuestions, search: await courseSearch() });
});

const runsOf = (model: string) => evaluation.models.filter(({ name }) => name.startsWith(model));
const figuresOf = ({ outcomes }: TutorRun) => tutorFigures(outcomes);

describe('a sample of the evaluation of the tutor', () => {
  test('has every model, in both ways of looking up where there are two, and both APIs for the sloppy one', () => {
    const ways = retrieveFirstOptions().length;
    expect(['lazy', 'sloppy', 'good'].map((model) => runsOf(model).length)).toEqual([ways, 2 * ways, ways]);
    expect(evaluation.languages).toHaveLength(ways);
  });

  test('answers every question, shows no citation of what was not retrieved, and changes nothing beside markers', () => {
    for (const run of [...evaluation.models, ...evaluation.languages]) {
      expect(figuresOf(run)).toMatchObject({ failed: 0, invented: 0, changedCharacters: 0 });
      expect(run.outcomes.every(({ answer }) => answer !== '')).toBe(true);
    }
  });

  test('has a good model that is cited rightly, and says at once what the course does not cover', () => {
    for (const run of runsOf('good')) {
      expect(figuresOf(run)).toMatchObject({
        supported: 1,
        wrong: 0,
        declined: 1,
        declinedFirst: 1,
        toolErrors: 0,
      });
      expect(figuresOf(run).cited).toBeGreaterThan(0.5);
    }
  });

  test('has a sloppy model that makes mistakes, the same in both APIs', () => {
    const [responses, completions] = runsOf('sloppy').map(({ outcomes }) =>
      outcomes.map(({ toolErrors, calls, citations }) => ({ toolErrors, calls, citations })),
    );
    if (retrieveFirstOptions().length === 1) expect(responses).toEqual(completions);
    expect(responses?.some(({ calls }) => calls === 8)).toBe(true);
    expect(responses?.every(({ calls }) => calls <= 8)).toBe(true);
  });

  test('has a lazy model that makes one call', () => {
    for (const { outcomes } of runsOf('lazy')) expect(outcomes.every(({ calls }) => calls === 1)).toBe(true);
  });

  test('takes few tokens: a first call without passages, a second with five', () => {
    for (const run of evaluation.models.filter(({ name }) => name.includes('tools alone'))) {
      const { firstCallTokens, secondCallTokens } = figuresOf(run);
      expect(firstCallTokens, run.name).toBeLessThanOrEqual(1_100);
      expect(secondCallTokens ?? 0, run.name).toBeLessThanOrEqual(2_500);
    }
  });

  test('has the course looked up for a model that never does it, and says what the course does not cover', () => {
    const [lazy] = runsOf('lazy').filter(({ name }) => name.includes('retrieve first'));
    expect(lazy && figuresOf(lazy)).toMatchObject({
      fromPassages: 1,
      supported: 1,
      invented: 0,
    });
    // Of the three of the sample the search may be taken in by one.
    expect(lazy && figuresOf(lazy).declined).toBeGreaterThan(0.6);
    for (const run of runsOf('lazy')) expect(figuresOf(run).toldFirst, run.name).toBeGreaterThan(0.6);
    for (const run of runsOf('good')) expect(figuresOf(run).toldFirst, run.name).toBe(1);
  });

  test('answers questions in eight languages from the course', () => {
    for (const { outcomes } of evaluation.languages) {
      expect(outcomes).toHaveLength(8);
      expect(outcomes.filter(({ found }) => found).length).toBeGreaterThanOrEqual(7);
    }
  });

  test('is told as a page with a row for each measure and for each language', () => {
    const page = tutorReport(evaluation);
    for (const row of ['| cited |', '| invented citations shown |', '| tokens a turn, p95 |', '| Urdu |'])
      expect(page).toContain(row);
    expect(page).not.toMatch(/NaN|undefined/);
  });
});

test('the questions are a fixed sample: eighty that the course answers and all others', () => {
  expect(TUTOR_QUESTIONS.filter(({ needs }) => needs.length > 0)).toHaveLength(80);
  expect(TUTOR_QUESTIONS.filter(({ needs }) => needs.length === 0)).toHaveLength(38);
});

test('the sections that answer questions in other languages are there', async () => {
  const pages = courseDocuments(await readCourse('content'));
  const sections = new Set(
    pages.flatMap(({ sourceFile, body }) =>
      ['', ...headings(body).map(({ anchor }) => anchor)].map(
        (anchor) => `${sourceFile.replace(/\.mdx?$/, '')}#${anchor}`,
      ),
    ),
  );
  const missing = LANGUAGE_QUESTIONS.flatMap(({ needs }) => needs.flat()).filter(
    (need) => !sections.has(need),
  );
  expect(missing).toEqual([]);
});

test('the flood is twelve searches of twenty passages in seven calls, each of them valid', () => {
  const flood = TOOL_MISTAKES.at(-1)?.calls('How do I record what my robot publishes?') ?? [];
  const searches = flood.flatMap(({ arguments: first, beside = [] }) => [
    first,
    ...beside.map((call) => call.arguments),
  ]);
  expect(flood).toHaveLength(7);
  expect(searches).toHaveLength(12);
  for (const given of searches)
    expect(given).toMatchObject({ query: expect.stringMatching(/^.{3}/), limit: 20 });
});
