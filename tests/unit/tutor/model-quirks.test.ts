import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ThreadItem, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { threadIdOf } from '../../support/chat-client';
import { completionsQuirks } from '../../support/model-quirks/completions-quirks';
import type { Api, Expected, WireQuirk } from '../../support/model-quirks/quirk';
import { completionOf, type Raw, responseOf } from '../../support/model-quirks/raw-answers';
import { responsesQuirks } from '../../support/model-quirks/responses-quirks';
import { textQuirks } from '../../support/model-quirks/text-quirks';
import { scriptedModel } from '../../support/scripted-model';
import { ScriptedOpenAI } from '../../support/scripted-openai';
import { TutorInMemory } from '../../support/tutor-in-memory';

const lessons = new CourseLessonsOnDisk('content');
const course = courseShape('content');

let openai: ScriptedOpenAI;

beforeAll(async () => {
  openai = await ScriptedOpenAI.start();
});
afterAll(() => openai.stop());

/** One turn with a server of this habit. */
async function turnWith(api: Api, answers: Raw[]) {
  const left = [...answers];
  openai.play(() => left.shift() ?? { kind: 'text', text: 'One call too many.' });
  const searched: string[] = [];
  const model = scriptedModel(openai, api);
  const tutor = new TutorInMemory({
    model,
    search: {
      search: async ({ query }) => {
        searched.push(query);
        return [];
      },
      context: async () => [],
      size: async () => ({ documents: 0, passages: 0 }),
    },
    course,
    lessons,
  });
  const events = await tutor.ask(['Hello']);
  const page = { limit: 20, order: 'asc' } as const;
  const { data: stored } = await tutor.store.listItems({ userId: 'student' }, threadIdOf(events), page);
  return { events, stored, searched, errors: tutor.errors };
}

async function expectTurn(api: Api, answers: Raw[], expected: Expected): Promise<void> {
  const { events, stored, searched, errors } = await turnWith(api, answers);
  expect(events.filter(({ type }) => type === 'error')).toEqual([]);
  expect(errors).toEqual([]);
  // While it comes, what may become a link is marked as none; the stored answer is decided with all of it in view.
  expect(shownAnswer(events).replaceAll('\\<', '<')).toBe(expected.answer);
  expect(textsOf(stored)).toBe(expected.answer);
  expect(thoughtsOf(stored)).toBe(expected.thought ?? '');
  if (expected.searched) expect(searched).toEqual(expected.searched);
  expect(openai.turns).toHaveLength(answers.length);
  if (expected.result) expect(JSON.stringify(openai.turns.at(-1)?.input.at(-1))).toMatch(expected.result);
  for (const { body } of openai.turns) expectProper(body);
}

/** What is sent to the server is what every server takes: each call has an id of its own, its result, and arguments in JSON. */
function expectProper(body: Record<string, unknown>): void {
  const sent = JSON.parse(JSON.stringify(body), (_, value) => value ?? undefined);
  const items: Record<string, unknown>[] = sent.messages ?? sent.input ?? [];
  const calls = items.flatMap((item) =>
    item.type === 'function_call' ? [item] : Array.isArray(item.tool_calls) ? item.tool_calls : [],
  );
  const ids = calls.map(({ call_id, id }) => call_id ?? id);
  const results = items.flatMap(({ type, role, call_id, tool_call_id }) =>
    type === 'function_call_output' || role === 'tool' ? [call_id ?? tool_call_id] : [],
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => typeof id === 'string' && id !== '')).toBe(true);
  expect([...results].sort()).toEqual([...ids].sort());
  for (const call of calls)
    expect(typeof JSON.parse(call.arguments ?? call.function.arguments)).toBe('object');
}

/** What the person reads in the end: messages that were taken back are gone. */
function shownAnswer(events: ThreadStreamEvent[]): string {
  const texts = new Map<string, string>();
  for (const event of events) {
    if (event.type === 'thread.item.removed') texts.delete(event.item_id);
    if (event.type === 'thread.item.added' && event.item.type === 'assistant_message')
      texts.set(event.item.id, '');
    if (event.type !== 'thread.item.updated') continue;
    const { update, item_id } = event;
    if (update.type !== 'assistant_message.content_part.text_delta') continue;
    texts.set(item_id, (texts.get(item_id) ?? '') + update.delta);
  }
  return [...texts.values()].join('\n');
}

function textsOf(items: ThreadItem[]): string {
  return items
    .flatMap((item) =>
      item.type === 'assistant_message' ? [item.content.map(({ text }) => text).join('')] : [],
    )
    .join('\n');
}

function thoughtsOf(items: ThreadItem[]): string {
  const tasks = items.flatMap((item) => (item.type === 'workflow' ? item.workflow.tasks : []));
  return tasks
    .map((task) => (task.type === 'thought' ? task.content.trim() : ''))
    .join('\n')
    .trim();
}

const CUTS: [string, (text: string) => string[]][] = [
  ['whole', (text) => [text]],
  ['in words', (text) => text.match(/\S+\s*|\s+/g) ?? []],
  ['in characters', (text) => [...text]],
];

describe.each(CUTS)('a model whose text comes %s', (_, cut) => {
  describe.each(['responses', 'chat_completions'] as const)('over %s', (api) => {
    test.each(textQuirks)('$habit', async ({ texts, ...expected }) => {
      const answers = texts.map((text) =>
        api === 'responses' ? responseOf(cut(text)) : completionOf(cut(text)),
      );
      await expectTurn(api, answers, expected);
    });
  });
});

const wire: [Api, WireQuirk[]][] = [
  ['chat_completions', completionsQuirks],
  ['responses', responsesQuirks],
];

describe.each(wire)('a server over %s', (api, quirks) => {
  test.each(quirks)('$habit', async ({ answers, ...expected }) => {
    await expectTurn(api, answers, expected);
  });
});
