import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readCourse } from '@/lib/search/course';
import { createQuestionWriter, QUESTIONS, readQuestions } from '@/lib/search/ingest/ask/write-questions';
import { ask } from '@/lib/search/ingest/command/ask';
import { EXIT, type IngestSetup } from '@/lib/search/ingest/command/ingest-setup';
import { WrongUsage } from '@/lib/search/ingest/command/read-arguments';
import { coursePages } from '@/lib/search/ingest/course-pages';
import { type Reply, ScriptedOpenAI } from '@/tests/support/scripted-openai';

const WORDS = 'Bees fly from the hive to the meadow and come back with pollen on their legs.';
const HIVE = `# Hives\n\n${WORDS}\n\n## What a hive is\n\nA hive is a box. ${WORDS}\n\n## Short\n\nToo little.\n`;
const QUEEN = `# Queens\n\n## What a queen does\n\nShe lays eggs. ${WORDS}\n`;

let openai: ScriptedOpenAI;
let dir: string;
let lines: string[];

beforeAll(async () => {
  openai = await ScriptedOpenAI.start();
});
afterAll(() => openai.stop());

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ask-'));
  mkdirSync(join(dir, 'module-1'));
  writeFileSync(join(dir, 'module-1', '01-hives.md'), HIVE);
  writeFileSync(join(dir, 'module-1', '02-queens.md'), QUEEN);
  lines = [];
  return () => rmSync(dir, { recursive: true });
});

const output = { line: (text: string) => void lines.push(text), progress: () => ({ show() {}, end() {} }) };
const fileOf = (page: string) => join(dir, 'module-1', `${page}.asked.yaml`);
const linesOf = (page: string): Record<string, string[]> => parse(readFileSync(fileOf(page), 'utf8'));

function setup(api: 'responses' | 'chat_completions', more: Partial<IngestSetup> = {}): IngestSetup {
  const model = { apiKey: 'k', baseUrl: openai.baseUrl, api, model: 'writer' };
  return {
    ...{ courseDir: dir, bookId: 'bees', indexFile: join(dir, 'index'), qdrant: undefined },
    ...{ embedder: undefined, builtSite: dir, holder: 'me' },
    asking: { model: 'writer', write: createQuestionWriter(model), price: { input: 1, output: 2 } },
    ...more,
  };
}

const run = (given: IngestSetup, isSure = true) => ask(given, { ...output, confirm: undefined }, { isSure });
const say = (text: string): Reply => ({ kind: 'text', text });

describe.each(['responses', 'chat_completions'] as const)('lines by a model over %s', (api) => {
  test('are written for every section that has none, and the next run has nothing to do', async () => {
    openai.play(() =>
      say('1. where do the insects live\n2. "box with a swarm in it"\n\nwhere do the insects live'),
    );
    expect(await run(setup(api))).toBe(EXIT.done);
    expect(lines.join('\n')).toMatch(
      /none for 3 sections of 2 pages; to write them takes about [\d,]+ tokens in and 360 out of writer, 0\.00 dollars/,
    );
    const two = ['where do the insects live', 'box with a swarm in it'];
    expect(linesOf('01-hives')).toEqual({ intro: two, 'what-a-hive-is': two });
    expect(linesOf('02-queens')).toEqual({ 'what-a-queen-does': two });
    expect(openai.requests.map(({ system }) => system)).toEqual(
      Array(3).fill(expect.stringContaining(`${QUESTIONS} short messages`)),
    );
    expect(openai.requests.every(({ body }) => api !== 'responses' || body.store === false)).toBe(true);
    openai.play(() => say('more'));
    expect(await run(setup(api))).toBe(EXIT.done);
    expect(openai.requests).toHaveLength(0);
    const course = await readCourse(dir, { bookId: 'bees' });
    expect(course.warnings).toEqual([]);
    const asked = coursePages(course, 'bees', undefined)
      .flatMap((page) => page.passages())
      .flatMap((passage) => passage.asked ?? []);
    expect(asked).toContain('box with a swarm in it');
  });

  test('stay as far as a model came that fails, and the next run asks for the rest alone', async () => {
    openai.play(({ input }) =>
      JSON.stringify(input).includes('Queens')
        ? { kind: 'error', status: 401, message: 'no such key' }
        : say('where do bees live'),
    );
    expect(await run(setup(api))).toBe(EXIT.failed);
    expect(lines.join('\n')).toMatch(/02-queens\.md: .*401.*goes on from there/);
    expect(Object.keys(linesOf('01-hives'))).toHaveLength(2);
    openai.play(() => say('who lays the eggs'));
    expect(await run(setup(api))).toBe(EXIT.done);
    expect(openai.requests).toHaveLength(1);
    expect(linesOf('02-queens')).toEqual({ 'what-a-queen-does': ['who lays the eggs'] });
  });
});

test('what somebody wrote stays, comments too, and only other sections are asked for', async () => {
  const written = '# mine\nwhat-a-hive-is:\n  - where do they live # a good one\n';
  writeFileSync(fileOf('01-hives'), written);
  openai.play(() => say('why do they fly'));
  expect(await run(setup('responses'))).toBe(EXIT.done);
  const now = readFileSync(fileOf('01-hives'), 'utf8');
  expect(now).toContain('# mine');
  expect(now).toContain('where do they live # a good one');
  expect(linesOf('01-hives')).toEqual({
    'what-a-hive-is': ['where do they live'],
    intro: ['why do they fly'],
  });
});

test('a file that is no map of lists is left as it is, and named', async () => {
  writeFileSync(fileOf('01-hives'), '- just\n- a list\n');
  openai.play(() => say('why do they fly'));
  expect(await run(setup('responses'))).toBe(EXIT.failed);
  expect(readFileSync(fileOf('01-hives'), 'utf8')).toBe('- just\n- a list\n');
  expect(lines.join('\n')).toContain('stays as it is');
  expect(linesOf('02-queens')).toEqual({ 'what-a-queen-does': ['why do they fly'] });
});

test('nothing is asked without a yes, or without a model', async () => {
  openai.play(() => say('why'));
  await expect(run(setup('responses'), false)).rejects.toThrow(WrongUsage);
  expect(await ask(setup('responses'), { ...output, confirm: async () => false }, { isSure: false })).toBe(
    EXIT.failed,
  );
  expect(await run(setup('responses', { asking: undefined }))).toBe(EXIT.failed);
  expect(openai.requests).toHaveLength(0);
  expect(lines.join('\n')).toContain('OPENAI_API_KEY');
});

test('whoever stops the run keeps the pages that are done', async () => {
  const stop = new AbortController();
  openai.play(({ input }) => {
    if (JSON.stringify(input).includes('Queens')) stop.abort(new Error('stopped'));
    return say('where do bees live');
  });
  await expect(run(setup('responses', { signal: stop.signal }))).rejects.toThrow('stopped');
  expect(Object.keys(linesOf('01-hives'))).toHaveLength(2);
});

test('an answer of any text gives lines that a file of lines can hold, each once', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.constantFrom('- a', '2) b', '"c"', '```', 'Here are the lines:', 'x'.repeat(400)),
        ),
      ),
      (parts) => {
        const found = readQuestions(parts.join('\n'));
        expect(new Set(found).size).toBe(found.length);
        expect(found.length).toBeLessThanOrEqual(2 * QUESTIONS);
        for (const line of found)
          expect(line.trim() === line && line.length > 0 && line.length <= 300 && !line.includes('\n')).toBe(
            true,
          );
      },
    ),
  );
  expect(
    readQuestions('<think>\nlet me see\n</think>\nHere you are:\n* “how do bees fly?”\n10. 3 kinds of bees'),
  ).toEqual(['how do bees fly?', '3 kinds of bees']);
});
