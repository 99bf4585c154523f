import type { Operation } from '../lib/chatkit/protocol';
import { STREAMING_OPERATIONS } from '../lib/chatkit/protocol/requests';
import type { Store } from '../lib/chatkit/store/store';
import { input, threadIdOf } from '../tests/support/chat-client';
import { MISSING, OPERATIONS, SAMPLE_PARAMS } from '../tests/support/operation-samples';
import { added, answer, done, textDelta, widget } from '../tests/support/sample-items';
import { SampleAttachments, SampleServer } from '../tests/support/sample-server';
import { percentile } from './percentile';

export interface OperationCost {
  operation: string;
  /** Milliseconds from request to answer. */
  p50: number;
  p99: number;
}

export interface OperationsResult {
  costs: OperationCost[];
  /** Events that one streamed turn brings to its client in a second: one after the other, nobody else at work. */
  eventsPerSecond: number;
}

const REPEATS = 300;
const WARM_UP = 50;

/** A page of a list has items behind it, as in a conversation of some length. */
const MESSAGES = 40;

const DELTAS = 2_000;

/** Turns of which the middle one counts. */
const TURNS = 7;

/**
 * What each operation that answers at once costs, and how fast a turn streams, through requests and responses on the given
 * store and without HTTP: one request after the other.
 */
export async function measureOperations(store: Store): Promise<OperationsResult> {
  const server = new SampleServer({ store, attachmentStore: new SampleAttachments() });
  server.respondWith = async function* (thread) {
    for (let count = 0; count < MESSAGES; count += 1) {
      yield done(answer(thread.id, server.generateId('message')));
      yield done(widget(thread.id, server.generateId('message')));
    }
  };
  const thread = threadIdOf(await server.stream('threads.create', { input: input('hello') }));
  const { data } = await store.listItems({ userId: 'alice' }, thread, { limit: 100, order: 'asc' });
  const of = (type: string) => data.find((item) => item.type === type)?.id ?? '';
  const target = { ...MISSING, thread, message: of('user_message'), widget: of('widget') };
  server.respondWith = async function* () {};

  const costs: OperationCost[] = [];
  for (const operation of OPERATIONS.filter(answersAtOnce)) {
    const times: number[] = [];
    for (let round = -WARM_UP; round < REPEATS; round += 1) {
      const params = await paramsOf(server, operation, target);
      const started = performance.now();
      const response = await server.post(operation, params);
      await response.text();
      if (round >= 0) times.push(performance.now() - started);
      if (response.status !== 200) throw new Error(`${operation} answered ${response.status}`);
    }
    costs.push({ operation, p50: percentile(times, 50), p99: percentile(times, 99) });
  }
  return { costs, eventsPerSecond: await streamedTurn(server) };
}

const answersAtOnce = (operation: Operation) => !STREAMING_OPERATIONS.some((one) => one === operation);

/** What is deleted must have been made before, and that is not measured. */
async function paramsOf(server: SampleServer, operation: Operation, target: typeof MISSING): Promise<object> {
  if (operation === 'threads.delete') {
    return { thread_id: threadIdOf(await server.stream('threads.create', { input: input('bye') })) };
  }
  if (operation === 'attachments.delete') {
    const created = await server.call<{ id: string }>(
      'attachments.create',
      SAMPLE_PARAMS['attachments.create'](target),
    );
    return { attachment_id: created.id };
  }
  return SAMPLE_PARAMS[operation](target);
}

async function streamedTurn(server: SampleServer): Promise<number> {
  server.respondWith = async function* (thread) {
    const id = server.generateId('message');
    yield added(answer(thread.id, id, ''));
    for (let count = 0; count < DELTAS; count += 1) yield textDelta(id, 'word ');
    yield done(answer(thread.id, id, 'word '.repeat(DELTAS)));
  };
  const rates: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const started = performance.now();
    const events = await server.stream('threads.create', { input: input('hello') });
    rates.push((events.length / (performance.now() - started)) * 1000);
  }
  return Math.round(percentile(rates, 50));
}
