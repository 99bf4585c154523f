import type { Model, StreamEvent } from '@openai/agents';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { courseShape } from '@/lib/search/course-shape';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { IdleTimeoutModel } from '@/lib/tutor/idle-timeout-model';
import { ModelIdleTimeout } from '@/lib/tutor/model-idle-timeout';
import { compatibleFetch } from '@/lib/tutor/model-wire/compatible-fetch';
import { ModelHabits } from '@/lib/tutor/model-wire/model-habits';
import { ServerActivity } from '@/lib/tutor/server-activity';
import { streamedText } from '../../support/chat-client';
import { gate } from '../../support/gate';
import { completionOf, responseOf } from '../../support/model-quirks/raw-answers';
import { modelsAt } from '../../support/scripted-model';
import { request } from '../../support/scripted-models';
import { type Reply, ScriptedOpenAI } from '../../support/scripted-openai';
import { Slots } from '../../support/slots';
import { TutorInMemory } from '../../support/tutor-in-memory';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
});

/** Waits without a clock: one that is not real is moved on by `expect.poll`. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve));
}

test('headers alone are no bytes: some servers send them before they have read the question', async () => {
  let sending: ReadableStreamDefaultController<Uint8Array> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      sending = controller;
    },
  });
  const onBytes = vi.fn();
  const send = compatibleFetch({
    habits: new ModelHabits(),
    onBytes,
    fetch: async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
  });
  const asked = { model: 'm', messages: [], stream: true };
  const response = await send('http://model.test/v1/chat/completions', {
    method: 'POST',
    body: JSON.stringify(asked),
  });
  const reading = response.text();
  expect(onBytes).not.toHaveBeenCalled();
  sending?.enqueue(new TextEncoder().encode(':\n\n'));
  await until(() => onBytes.mock.calls.length > 0);
  sending?.enqueue(new TextEncoder().encode(completionOf(['Hello.']).pieces.join('')));
  sending?.close();
  expect(await reading).toContain('Hello.');
});

describe('a call that waits for its first bytes', () => {
  const TIMES = { idleTimeoutMs: 300, firstBytesTimeoutMs: 900 };

  /** A call that says nothing by itself. */
  function silentCall(activity: ServerActivity) {
    let bytes = () => {};
    const never: AsyncIterable<StreamEvent> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }),
    };
    const inner: Model = {
      getResponse: () => new Promise(() => undefined),
      getStreamedResponse: () => never,
    };
    const model = new IdleTimeoutModel(
      (onBytes) => {
        bytes = onBytes;
        return inner;
      },
      { ...TIMES, activity },
    );
    let error: unknown;
    const read = async () => {
      for await (const _ of model.getStreamedResponse(request));
    };
    read().catch((cause: unknown) => {
      error = cause;
    });
    return { bytes: () => bytes(), error: () => error };
  }

  test('is given up after the time for them', async () => {
    const call = silentCall(new ServerActivity());
    await vi.advanceTimersByTimeAsync(899);
    expect(call.error()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(call.error()).toBeInstanceOf(ModelIdleTimeout);
    expect(call.error()).toMatchObject({ afterMs: 900 });
  });

  test('lives as long as others get bytes of the same server', async () => {
    const activity = new ServerActivity();
    const call = silentCall(activity);
    for (let round = 0; round < 20; round += 1) {
      await vi.advanceTimersByTimeAsync(800);
      activity.report();
    }
    expect(call.error()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(900);
    expect(call.error()).toBeInstanceOf(ModelIdleTimeout);
  });

  test('has its own time once it has had bytes, whatever others get', async () => {
    const activity = new ServerActivity();
    const call = silentCall(activity);
    await vi.advanceTimersByTimeAsync(800);
    call.bytes();
    await vi.advanceTimersByTimeAsync(200);
    activity.report();
    await vi.advanceTimersByTimeAsync(100);
    expect(call.error()).toMatchObject({ afterMs: 300 });
  });

  test('leaves nothing behind that hears of bytes', async () => {
    const activity = new ServerActivity();
    const heard = vi.spyOn(activity, 'watch');
    const calls = Array.from({ length: 5 }, () => silentCall(activity));
    calls[0]?.bytes();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(calls.map((call) => call.error() instanceof ModelIdleTimeout)).not.toContain(false);
    expect(heard).toHaveBeenCalledTimes(5);
    expect(Object.values(activity).some((held) => held instanceof Set && held.size > 0)).toBe(false);
  });
});

describe.each(['responses', 'chat_completions'] as const)('a small server that is slow, over %s', (api) => {
  let openai: ScriptedOpenAI;
  beforeAll(async () => {
    openai = await ScriptedOpenAI.start();
  });
  afterAll(() => openai.stop());

  const newTutor = () =>
    new TutorInMemory({
      model: modelsAt(openai, api, { idleTimeoutMs: 300, firstBytesTimeoutMs: 500 }).answer,
      search: {
        search: async () => [],
        context: async () => [],
        size: async () => ({ documents: 0, passages: 0 }),
      },
      course: courseShape('content'),
      lessons: new CourseLessonsOnDisk('content'),
    });

  const WORDS = ['one ', 'two ', 'three ', 'four ', 'five '];

  test('with two slots answers three students, who wait in it without a byte', async () => {
    const slots = new Slots({ count: 2, full: 'wait' });
    const seen = new Map<string, ThreadStreamEvent[]>();
    const isShown = async (name: string, words: number) => {
      const shown = () =>
        streamedText(seen.get(name) ?? [])
          .split(' ')
          .filter(Boolean).length;
      await until(() => shown() >= words);
    };
    // Both answers go on together, and 200 ms pass from one word to the next.
    let arrived = 0;
    let round = gate();
    const together = async () => {
      const current = round;
      arrived += 1;
      if (arrived % 2 === 0) {
        round = gate();
        await vi.advanceTimersByTimeAsync(200);
        current.open();
      }
      await current.opened;
    };
    openai.play(
      slots.script((asked): Reply => {
        const name = /I am (\w)/.exec(JSON.stringify(asked.input))?.[1] ?? '';
        let sent = 0;
        const pace = async () => {
          await isShown(name, sent);
          sent += 1;
          if (name !== 'c') await together();
        };
        return { kind: 'text', text: WORDS.join(''), chunks: WORDS, pace };
      }),
    );
    const tutor = newTutor();
    const ask = (name: string) => {
      seen.set(name, []);
      return tutor.ask([`I am ${name}`], { userId: name, onEvent: (event) => seen.get(name)?.push(event) });
    };
    const two = [ask('a'), ask('b')];
    await until(() => openai.turns.length === 2);
    const all = await Promise.all([...two, ask('c')]);
    for (const events of all) {
      expect(events.find(({ type }) => type === 'error')).toBeUndefined();
      expect(streamedText(events).trim()).toBe('one two three four five');
    }
    expect(openai.turns).toHaveLength(3);
    expect(slots.maxUsed).toBe(2);
  });

  test('that says with comments that it reads the question is waited for, as llama.cpp does', async () => {
    const { pieces } = api === 'responses' ? responseOf(['Hello.']) : completionOf(['Hello.']);
    const answer = { kind: 'raw', pieces: [':\n\n', ':\n\n', ':\n\n', pieces.join('')] } as const;
    let sent = 0;
    const bytes = vi.fn();
    const plain = globalThis.fetch;
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (...args) => {
      const response = await plain(...args);
      const counted = response.body?.pipeThrough(
        new TransformStream({
          transform(part, controller) {
            bytes();
            controller.enqueue(part);
          },
        }),
      );
      return new Response(counted ?? null, response);
    });
    onTestFinished(() => void vi.restoreAllMocks());
    const pace = async () => {
      await until(() => bytes.mock.calls.length >= sent);
      for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      sent += 1;
      await vi.advanceTimersByTimeAsync(250);
    };
    openai.play(() => ({ ...answer, pieces: [...answer.pieces], pace }));
    const events = await newTutor().ask(['Hello']);
    expect(streamedText(events)).toBe('Hello.');
    expect(openai.turns).toHaveLength(1);
  });
});
