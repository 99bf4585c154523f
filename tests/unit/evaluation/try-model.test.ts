import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseConfig } from '@/lib/config';
import type { CourseSearch } from '@/lib/search/course-search';
import { freePort } from '../../support/free-port';
import { gate } from '../../support/gate';
import { chunk, DONE, raw } from '../../support/model-quirks/raw-answers';
import { courseSearch } from '../../support/prepared/course-index';
import { type Reply, ScriptedOpenAI, searchThenSay } from '../../support/scripted-openai';
import { TRIAL_QUESTIONS, type TrialQuestion } from '../../trial/trial-questions';
import { type TrialRow, trialLine, trialTotals } from '../../trial/trial-row';
import { tryModel } from '../../trial/try-model';

let openai: ScriptedOpenAI;
let search: CourseSearch;
beforeAll(async () => {
  openai = await ScriptedOpenAI.start();
  search = await courseSearch();
});
afterAll(() => openai.stop());

async function tried(questions: TrialQuestion[], env: Record<string, string> = {}): Promise<TrialRow[]> {
  const config = parseConfig({ OPENAI_BASE_URL: openai.baseUrl, OPENAI_MODEL: 'tiny', ...env });
  const { model } = config;
  if (model.kind === 'guide') throw new Error('no model');
  const rows: TrialRow[] = [];
  for await (const row of tryModel({ config, model, search, questions })) rows.push(row);
  return rows;
}

const TOPIC = 'A topic is a named, typed channel: publishers send messages to it [[1]].';
const topic: TrialQuestion = { id: 'topic', kind: 'covered', text: 'What is a topic?' };
const pancakes: TrialQuestion = { id: 'pancakes', kind: 'uncovered', text: 'How do I make pancakes?' };
const say = (text: string): Reply => ({ kind: 'text', text });

describe.each(['responses', 'chat_completions'])('a model is tried in the API %s', (OPENAI_API) => {
  test('and what it searched, cited, declined and took is told of each question', async () => {
    openai.play((request) =>
      JSON.stringify(request.input).includes('pancakes')
        ? say('I am afraid that the course does not cover cooking.')
        : searchThenSay('topics connect publishers and subscribers', TOPIC)(request),
    );
    const rows = await tried([topic, pancakes], { OPENAI_API });
    expect(rows).toMatchObject([
      {
        id: 'topic',
        // The product's own, and the model's.
        searches: 2,
        toolCalls: ['search_robolearn_content'],
        calls: 2,
        citations: 1,
        supported: 1,
        declined: false,
        inputTokens: 20,
        outputTokens: 10,
        changedCharacters: 0,
        written: TOPIC,
        answer: 'A topic is a named, typed channel: publishers send messages to it.',
      },
      { id: 'pancakes', calls: 1, citations: 0, supported: 0, declined: true },
    ]);
    expect(rows.every(({ error }) => error === undefined)).toBe(true);
  });

  test('and a citation of a passage that says something else is not supported', async () => {
    // Too few words for the product to judge by.
    openai.play(searchThenSay('topics', 'Bananas ripen faster [[1]].'));
    expect(await tried([topic], { OPENAI_API })).toMatchObject([{ citations: 1, supported: 0 }]);
  });

  test('and a question that fails is a row with its error, after which the others are asked', async () => {
    let calls = 0;
    openai.play(() => {
      calls += 1;
      return calls === 1 ? { kind: 'error', status: 400 } : say('Hello.');
    });
    const rows = await tried([topic, pancakes], { OPENAI_API });
    expect(rows.map(({ id, error, answer }) => [id, error === undefined, answer])).toEqual([
      ['topic', false, ''],
      ['pancakes', true, 'Hello.'],
    ]);
    expect(rows.map(trialLine)[0]).toMatch(/What is a topic\?\n(?: {2}ended: \w+\n)? {2}error: \S/);
    expect(trialTotals(rows)).toContain('2 questions, 1 failed');
  });
});

test('a follow-up goes on with its conversation, and what was selected goes along', async () => {
  openai.play(() => say('Hello.'));
  await tried([
    topic,
    { id: 'more', kind: 'follow-up', text: 'And a service?', continues: 'topic' },
    { id: 'selected', kind: 'selection', text: 'Explain this.', quotedText: 'A node has callbacks.' },
  ]);
  const inputs = openai.turns.map(({ input }) => JSON.stringify(input));
  expect(inputs[1]).toContain('What is a topic?');
  expect(inputs[1]).toContain('And a service?');
  expect(inputs[2]).not.toContain('What is a topic?');
  expect(inputs[2]).toContain('A node has callbacks.');
});

test('an answer that breaks off is a row with what there is of it, after which the others are asked', async () => {
  openai.play(({ input }) => ({
    kind: 'text',
    text: 'One two three.',
    cut: JSON.stringify(input).includes('What is a topic?'),
  }));
  const rows = await tried([topic, pancakes]);
  expect(rows[0]).toMatchObject({ answer: 'One two three.', end: 'broke_off' });
  expect(rows.map(trialLine)[0]).toMatch(/\n {2}ended: broke_off\n {2}error: /);
  expect(rows[1]).toMatchObject({
    answer: 'One two three.',
    written: 'One two three.',
    changedCharacters: 0,
  });
});

test('what a model wrote is told with its own question, also where its server leaves the connection open', async () => {
  const never = gate();
  openai.play(({ input }) => {
    const text = JSON.stringify(input).includes('What is a topic?') ? 'One.' : 'Two.';
    let sent = 0;
    return {
      ...raw(chunk({ content: text }), chunk({}, 'stop'), DONE, ': late'),
      pace: async () => {
        sent += 1;
        if (sent === 4) await never.opened;
      },
    };
  });
  const rows = await tried([topic, pancakes], { OPENAI_API: 'chat_completions' });
  expect(rows).toMatchObject([
    { written: 'One.', answer: 'One.', calls: 1, changedCharacters: 0 },
    { written: 'Two.', answer: 'Two.', calls: 1, changedCharacters: 0 },
  ]);
  never.open();
});

test('where no server is, every row says so', async () => {
  const rows = await tried([topic, pancakes], { OPENAI_BASE_URL: `http://127.0.0.1:${await freePort()}/v1` });
  expect(rows.map(({ error }) => typeof error)).toEqual(['string', 'string']);
});

test('an answer is in the language of its question, or not; of English ones nothing is said', async () => {
  openai.play(() => say('Ein Node ist ein Teil von ROS 2 und hat einen Namen.'));
  const rows = await tried([
    topic,
    { id: 'german', kind: 'German', text: 'Was ist ein Node?' },
    { id: 'urdu', kind: 'Urdu', text: 'نوڈ کیا ہے؟' },
  ]);
  expect(rows.map((row) => row.isInLanguage)).toEqual([undefined, true, false]);
});

test('there are twenty questions, of every kind, and follow-ups come after what they follow', () => {
  expect(TRIAL_QUESTIONS).toHaveLength(20);
  expect(new Set(TRIAL_QUESTIONS.map(({ id }) => id)).size).toBe(20);
  expect([...new Set(TRIAL_QUESTIONS.map(({ kind }) => kind))].sort()).toEqual(
    ['German', 'Urdu', 'covered', 'follow-up', 'hostile', 'selection', 'small talk', 'uncovered'].sort(),
  );
  for (const [at, { continues }] of TRIAL_QUESTIONS.entries())
    if (continues) expect(TRIAL_QUESTIONS.slice(0, at).map(({ id }) => id)).toContain(continues);
});

describe('npm run try-model', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'try-model-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  async function command(
    args: string[],
    env: Record<string, string>,
  ): Promise<{ code: number | null; out: string }> {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/try-model.ts', ...args], {
      env: { PATH, HOME, NODE_ENV: 'test', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let out = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        out += text;
      });
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve({ code, out }));
    });
  }

  test('prints a row a question, the answers and the sums, and writes the rows', async () => {
    const failing = TRIAL_QUESTIONS.find(({ id }) => id === 'nitros')?.text ?? '';
    openai.play(({ input }) =>
      JSON.stringify(input.at(-1)).includes(failing)
        ? { kind: 'error', status: 400 }
        : say('Nobody has asked me that before.'),
    );
    const file = path.join(directory, 'rows.json');
    const { code, out } = await command(['--answers', '--json', file], { OPENAI_BASE_URL: openai.baseUrl });
    expect(code).toBe(0);
    for (const { text } of TRIAL_QUESTIONS) expect(out).toContain(text);
    expect(out.match(/^ {4}Nobody has asked me that before\.$/gm)).toHaveLength(19);
    expect(out).toContain('20 questions, 1 failed');
    const rows: TrialRow[] = JSON.parse(readFileSync(file, 'utf8'));
    expect(rows.map(({ id }) => id)).toEqual(TRIAL_QUESTIONS.map(({ id }) => id));
    expect(rows.filter(({ error }) => error !== undefined).map(({ id }) => id)).toEqual(['nitros']);
  });

  test('says what is missing where there is no model', async () => {
    expect(await command([], {})).toEqual({
      code: 2,
      out: 'Set OPENAI_BASE_URL or OPENAI_API_KEY: there is no model to try.\n',
    });
  });
});
