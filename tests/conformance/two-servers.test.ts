import { beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import { MemoryRunStore, SharedRuns } from '@/lib/chatkit/runs/memory-run-store';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import { input, threadIdOf } from '../support/chat-client';
import { gate } from '../support/gate';
import { answer, done, questions, toolCall, widget } from '../support/sample-items';
import { SampleServer } from '../support/sample-server';

/** Two servers on one store, as two processes are: every operation that begins a turn, at either of them. */
let here: SampleServer;
let there: SampleServer;
let threadId: string;
let messageId: string;
/** Each attempt of the other server to begin a turn. */
let asked: MockInstance<MemoryRunStore['acquire']>;

beforeEach(async () => {
  const store = new MemoryStore();
  const shared = new SharedRuns();
  const thereRuns = new MemoryRunStore('there', { shared });
  asked = vi.spyOn(thereRuns, 'acquire');
  [here, there] = [
    new SampleServer({ store, runStore: new MemoryRunStore('here', { shared }) }),
    new SampleServer({ store, runStore: thereRuns }),
  ];
  here.respondWith = async function* (thread) {
    yield done(widget(thread.id));
    yield done(toolCall(thread.id, 'tc_1'));
    yield done(questions(thread.id));
  };
  const events = await here.stream('threads.create', { input: input('hello') });
  threadId = threadIdOf(events);
  messageId = (await here.stored(threadId))[0]?.id ?? '';
});

/** What it answers once another message has followed what it is about. */
const OPERATIONS: [string, () => object, 200 | 409][] = [
  ['threads.add_user_message', () => ({ input: input('more') }), 200],
  ['threads.retry_after_item', () => ({ item_id: messageId }), 200],
  ['threads.add_client_tool_output', () => ({ result: { ok: true } }), 409],
  ['threads.add_structured_input', () => ({ item_id: 'msg_questions', input: { status: 'skipped' } }), 200],
  ['threads.custom_action', () => ({ item_id: 'wid_1', action: { type: 'press' } }), 200],
];

/** Both answer each turn with a message that says which turn it was. */
function answering(before: Promise<void> = Promise.resolve()): { turns: number } {
  const counted = { turns: 0 };
  const turn = (thread: string) => {
    counted.turns += 1;
    const id = `msg_turn_${counted.turns}`;
    return (async function* () {
      await before;
      yield done(answer(thread, id, id));
    })();
  };
  for (const server of [here, there]) {
    server.respondWith = ({ id }) => turn(id);
    server.actionWith = () => turn(threadId);
  }
  return counted;
}

describe.each(OPERATIONS)('%s', (type, params, status) => {
  test('at the other server waits for the turn that goes on, and begins after it', async () => {
    const going = gate();
    const counted = answering(going.opened);
    const first = await here.post('threads.add_user_message', { thread_id: threadId, input: input('first') });
    await expect.poll(() => counted.turns).toBe(1);
    const second = there.post(type, { thread_id: threadId, ...params() });
    await expect.poll(() => asked.mock.results.length).toBeGreaterThan(0);
    expect(counted.turns).toBe(1);
    going.open();
    expect(await first.text()).toContain('msg_turn_1');
    const response = await second;
    expect(response.status).toBe(status);
    const text = await response.text();
    expect(text.includes('msg_turn_2')).toBe(status === 200);
    expect(counted.turns).toBe(status === 200 ? 2 : 1);
  });

  test('sent to both at once under one key is one turn', async () => {
    const counted = answering();
    const headers = { 'Idempotency-Key': 'k' };
    const sends = [here, there, here, there].map((server) =>
      server.post(type, { thread_id: threadId, ...params() }, { headers }),
    );
    const answers = await Promise.all(sends);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const texts = await Promise.all(answers.map((response) => response.text()));
    expect(new Set(texts).size).toBe(1);
    expect(counted.turns).toBe(1);
  });
});

test.each([
  ['threads.add_client_tool_output', { result: 1 }, { result: 2 }],
  [
    'threads.add_structured_input',
    { item_id: 'msg_questions', input: { status: 'skipped' } },
    {
      item_id: 'msg_questions',
      input: { status: 'answered', answers: { subject: { values: ['ROS 2'] } } },
    },
  ],
])('%s: of two that differ, at both servers at once, one counts', async (type, one, other) => {
  const counted = answering();
  const answers = await Promise.all([
    here.post(type, { thread_id: threadId, ...one }),
    there.post(type, { thread_id: threadId, ...other }),
  ]);
  await Promise.all(answers.map((response) => response.text()));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(counted.turns).toBe(1);
});
