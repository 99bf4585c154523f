import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TurnEndReason } from '@/lib/chatkit/protocol';
import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { input, readDeclared, streamedText } from '../../support/chat-client';
import type { Api } from '../../support/model-quirks/quirk';
import {
  chunk,
  completionOf,
  DONE,
  event,
  type Raw,
  raw,
  responseOf,
} from '../../support/model-quirks/raw-answers';
import { scriptedModel } from '../../support/scripted-model';
import { ScriptedOpenAI } from '../../support/scripted-openai';
import { TutorInMemory } from '../../support/tutor-in-memory';

const lessons = new CourseLessonsOnDisk('content');
const course = courseShape('content');
const hello = chunk({ content: 'Hello there.' });
const delta = event('response.output_text.delta', { delta: 'Hello there.' });
const finished = (reason: string): Raw => raw(hello, chunk({}, reason), DONE);
const responded = (type: string, response: object): Raw => raw(delta, event(type, { response }));

let openai: ScriptedOpenAI;

beforeAll(async () => {
  openai = await ScriptedOpenAI.start();
});
afterAll(() => openai.stop());

/** What was shown of the answer, and how its turn ended. */
async function endOf(api: Api, answer: Raw): Promise<{ text: string; ends: TurnEndReason[] }> {
  openai.play(() => answer);
  const model = scriptedModel(openai, api);
  const tutor = new TutorInMemory({
    model,
    search: {
      search: async () => [],
      context: async () => [],
      size: async () => ({ documents: 0, passages: 0 }),
    },
    course,
    lessons,
  });
  const create = { type: 'threads.create', params: { input: input('Hello') } };
  const events = await readDeclared(await tutor.post(create, 'student', { 'X-ChatKit-Resume': '1' }));
  const ends = events.flatMap((sent) =>
    sent.type === 'thread.item.done' && sent.item.type === 'turn_end' ? [sent.item.reason] : [],
  );
  return { text: streamedText(events), ends };
}

describe('how an answer of Chat Completions ended', () => {
  test.each<[TurnEndReason, string[]]>([
    ['cut', ['length', 'model_length', 'max_tokens', 'MAX_TOKENS']],
    ['filtered', ['content_filter', 'safety', 'SAFETY', 'sensitive', 'recitation', 'RECITATION']],
    ['refused', ['refusal']],
    ['broke_off', ['insufficient_system_resource', 'network_error', 'abort', 'error']],
  ])('%s: by its reasons', async (end, reasons) => {
    for (const reason of reasons) {
      const ended = await endOf('chat_completions', finished(reason));
      expect([reason, ended]).toEqual([reason, { text: 'Hello there.', ends: [end] }]);
    }
  });

  test.each<[string, Raw]>([
    ['a reason', raw(hello, chunk({}, 'stop'))],
    ['a reason that nobody knows', raw(hello, chunk({}, 'eos'))],
    ['[DONE]', raw(hello, DONE)],
    ['both', completionOf(['Hello there.'])],
  ])('it is whole with %s', async (_, answer) => {
    expect(await endOf('chat_completions', answer)).toEqual({ text: 'Hello there.', ends: [] });
  });

  test('it broke off where its connection was closed as if nothing were missing', async () => {
    const end = { text: 'Hello there.', ends: ['broke_off'] };
    expect(await endOf('chat_completions', raw(hello))).toEqual(end);
  });
});

describe('how an answer of the Responses API ended', () => {
  const incomplete = (reason: string) => ({ status: 'incomplete', incomplete_details: { reason } });

  test.each<[TurnEndReason, string, Raw]>([
    ['cut', 'length', responded('response.incomplete', incomplete('length'))],
    ['cut', 'max_tokens', responded('response.incomplete', incomplete('max_tokens'))],
    ['filtered', 'safety', responded('response.incomplete', incomplete('safety'))],
    ['broke_off', 'an event that it was cancelled', responded('response.cancelled', {})],
    ['broke_off', 'a cancelled response', responded('response.completed', { status: 'cancelled' })],
    ['broke_off', 'a connection that was closed as if nothing were missing', raw(delta)],
  ])('%s: %s', async (end, _, answer) => {
    expect(await endOf('responses', answer)).toEqual({ text: 'Hello there.', ends: [end] });
  });

  test.each<[string, Raw]>([
    ['its last event', responseOf(['Hello there.'])],
    ['[DONE]', raw(delta, DONE)],
    ['a message that is done as the last', raw(...responseOf(['Hello there.']).pieces.slice(0, -1))],
  ])('it is whole with %s', async (_, answer) => {
    expect(await endOf('responses', answer)).toEqual({ text: 'Hello there.', ends: [] });
  });
});
