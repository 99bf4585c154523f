import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { vi } from 'vitest';
import { type ThreadItem, type ThreadStreamEvent, threadStreamEvent } from '@/lib/chatkit/protocol';
import { MemoryRunStore, SharedRuns } from '@/lib/chatkit/runs/memory-run-store';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import { input } from './chat-client';
import { frames } from './run-frames';
import { added, answer, done, textDelta } from './sample-items';
import { SampleServer } from './sample-server';

/** What clients of two servers do, which know each other's turns; `freeze` is done to a server, by somebody who takes it for dead. */
export type Step =
  | { kind: 'ask' | 'retry' | 'stop' | 'delete' | 'freeze'; at: 0 | 1 }
  | { kind: 'resend' | 'follow'; at: 0 | 1; which: number }
  | { kind: 'say'; pieces: number }
  | { kind: 'pass'; ms: number };

const at = fc.constantFrom<0 | 1>(0, 1);
const which = fc.nat(20);
export const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ kind: fc.constant('ask' as const), at }), weight: 4 },
  {
    arbitrary: fc.record({ kind: fc.constant('say' as const), pieces: fc.integer({ min: 1, max: 4 }) }),
    weight: 5,
  },
  {
    arbitrary: fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(10, 300, 2_500) }),
    weight: 3,
  },
  {
    arbitrary: fc.record({ kind: fc.constantFrom('resend' as const, 'follow' as const), at, which }),
    weight: 3,
  },
  {
    arbitrary: fc.record({ kind: fc.constantFrom('retry' as const, 'stop' as const, 'freeze' as const), at }),
    weight: 4,
  },
  { arbitrary: fc.record({ kind: fc.constant('delete' as const), at }), weight: 1 },
);

const ALICE = { userId: 'alice' };
const NAMES = ['first', 'second'] as const;
/** Longer than a server stores anything without asking whether its runs are its own. */
const FROZEN_MS = 20_000;
/** So often a server writes what its turns have logged, and learns whether they are its own. */
const WRITE_EVERY_MS = 250;
const PIECES = 3;
/** Longer than a server waits for work that it has stopped. */
const STOPPED_MS = 20_000;

interface Reader {
  runId: string;
  /** What it has read, by number; what comes under a number again is what counts. */
  log: ThreadStreamEvent[];
  isTold: boolean;
}

interface Turn {
  messageId: string | undefined;
  whole: string;
  /** Says one piece more. */
  say: () => void;
}

/** Lets everything happen that waits for no time to pass. */
async function settle(): Promise<void> {
  for (let round = 0; round < 8; round += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Two servers over one store of runs, and what their clients have read. */
export class Schedule {
  readonly shared = new SharedRuns();
  readonly wrong: string[] = [];
  readonly turns: Turn[] = [];
  readonly readers: Reader[] = [];
  readonly asked: { type: string; params: object; key: string; text: string }[] = [];
  readonly threadIds = new Set<string>();
  private threadId: string | undefined;
  private readonly store = new MemoryStore();
  private readonly servers: SampleServer[];
  private readonly closer: SampleServer;
  private readonly pending = new Set<Promise<void>>();
  /** A server may not have noticed yet that a turn of its own was closed: the clock has gone on for both. */
  private isUnnoticed = false;
  /** The run of each key that was answered. */
  private readonly runOfKey = new Map<string, string>();

  constructor() {
    this.servers = NAMES.map((name) => this.server(name, new MemoryRunStore(name, { shared: this.shared })));
    this.closer = this.server(
      'closer',
      new MemoryRunStore('closer', { shared: this.shared, silentAfterMs: -1, suspectedMs: -1 }),
    );
  }

  async take(next: Step): Promise<void> {
    switch (next.kind) {
      case 'ask':
        this.ask(next.at);
        break;
      case 'resend':
        this.resend(next.at, next.which);
        break;
      case 'retry':
        await this.retry(next.at);
        break;
      case 'stop':
        // It would end a turn that is lost as one of its server's own, where that has not noticed: its readers are told of an end then.
        if (this.threadId && !this.isUnnoticed)
          this.post(next.at, 'threads.stop', { thread_id: this.threadId });
        break;
      case 'delete':
        if (this.threadId) this.post(next.at, 'threads.delete', { thread_id: this.threadId });
        this.threadId = undefined;
        break;
      case 'freeze':
        await this.freeze(next.at);
        break;
      case 'follow':
        this.follow(next.at, next.which);
        break;
      case 'say':
        for (let piece = 0; piece < next.pieces; piece += 1) this.turns.at(-1)?.say();
        break;
      case 'pass':
        await vi.advanceTimersByTimeAsync(next.ms);
        if (next.ms > WRITE_EVERY_MS) this.isUnnoticed = false;
        break;
      default:
        next satisfies never;
    }
    await settle();
  }

  /** Every turn comes to its end, and every reader. */
  async end(): Promise<void> {
    for (let round = 0; this.pending.size > 0 || this.shared.active.size > 0; round += 1) {
      if (round > 60)
        throw new Error(`${this.pending.size} readers and ${this.shared.active.size} runs go on`);
      for (const turn of this.turns) for (let piece = 0; piece <= PIECES; piece += 1) turn.say();
      await settle();
      await vi.advanceTimersByTimeAsync(1_000);
      await settle();
    }
  }

  async stop(): Promise<void> {
    for (const { runs } of [...this.servers, this.closer]) {
      const stopped = runs.stopAll();
      await vi.advanceTimersByTimeAsync(STOPPED_MS);
      await stopped;
    }
  }

  items(threadId: string): Promise<ThreadItem[]> {
    return this.closer.stored(threadId);
  }

  get errors(): unknown[] {
    return [...this.servers, this.closer].flatMap(({ errors }) => errors);
  }

  private ask(index: 0 | 1): void {
    const text = `Question ${this.asked.length + 1}`;
    const thread = this.threadId ? { thread_id: this.threadId } : {};
    const type = this.threadId ? 'threads.add_user_message' : 'threads.create';
    const request = { type, params: { ...thread, input: input(text) }, key: `key of ${text}`, text };
    this.asked.push(request);
    this.post(index, type, request.params, request.key);
  }

  private resend(index: 0 | 1, number: number): void {
    const request = this.asked[number % this.asked.length];
    if (request) this.post(index, request.type, request.params, request.key);
  }

  private async retry(index: 0 | 1): Promise<void> {
    if (!this.threadId) return;
    const message = (await this.items(this.threadId)).findLast(({ type }) => type === 'user_message');
    if (!message) return;
    this.post(index, 'threads.retry_after_item', { thread_id: this.threadId, item_id: message.id });
  }

  /** The server does nothing for a while; its turns are taken for lost, and closed. */
  private async freeze(index: 0 | 1): Promise<void> {
    const own = [...this.shared.runs.values()].filter(
      ({ owner, state }) => owner === NAMES[index] && state !== 'ended',
    );
    vi.setSystemTime(Date.now() + FROZEN_MS);
    this.isUnnoticed = true;
    for (const { threadId } of own) {
      // It is suspected first, and closed by the next one who looks.
      for (const _ of [1, 2]) await this.closer.runs.activeIn(ALICE, threadId);
    }
  }

  private follow(index: 0 | 1, number: number): void {
    const ids = [...this.shared.runs.keys()];
    const runId = ids[number % ids.length];
    if (runId) this.wait(this.servers[index]?.resume(runId, 0).then((response) => this.read(response)));
  }

  private post(index: 0 | 1, type: string, params: object, key?: string): void {
    const headers = { 'X-ChatKit-Resume': '1', ...(key ? { 'Idempotency-Key': key } : {}) };
    const posted = this.servers[index]?.post(type, params, { headers }).then(async (response) => {
      const runId = response.headers.get('x-chatkit-run-id');
      if (key && runId && response.status === 200) {
        const before = this.runOfKey.get(key) ?? runId;
        // One that was forgotten with its conversation is another matter.
        if (before !== runId && this.shared.runs.has(before)) this.wrong.push(`${key} began two turns`);
        this.runOfKey.set(key, runId);
      }
      await this.read(response);
    });
    this.wait(posted);
  }

  private async read(response: Response): Promise<void> {
    const runId = response.headers.get('x-chatkit-run-id');
    if (!runId || response.status !== 200) {
      await response.text();
      return;
    }
    const reader: Reader = { runId, log: [], isTold: false };
    this.readers.push(reader);
    const onComment = (comment: string) => {
      if (comment === 'end') reader.isTold = true;
    };
    for await (const { id, event } of frames(response, onComment)) {
      if (id > reader.log.length + 1) this.wrong.push(`a reader of ${runId} missed what is before ${id}`);
      reader.log.length = id - 1;
      reader.log.push(event);
      if (event.type === 'thread.created') this.created(event.thread.id);
    }
  }

  private created(threadId: string): void {
    if (!this.threadIds.has(threadId)) this.threadId = threadId;
    this.threadIds.add(threadId);
  }

  private wait(work: Promise<void> | undefined): void {
    if (!work) return;
    const waiting = work
      .catch((error: unknown) => void this.wrong.push(String(error)))
      .finally(() => this.pending.delete(waiting));
    this.pending.add(waiting);
  }

  private server(name: string, runStore: MemoryRunStore): SampleServer {
    const server = new SampleServer({ store: this.watched(name), runStore });
    const { turns } = this;
    server.respondWith = async function* (thread, message, signal): AsyncGenerator<ThreadStreamEvent> {
      const id = `msg_${turns.length}`;
      const pieces = Array.from({ length: PIECES }, (_, piece) => `${id}.${piece} `);
      let waiting: () => void = () => undefined;
      let allowed = 0;
      const say = () => {
        allowed += 1;
        waiting();
      };
      turns.push({ messageId: message?.id, whole: pieces.join(''), say });
      signal.addEventListener('abort', () => waiting(), { once: true });
      const next = async (count: number) => {
        while (allowed < count && !signal.aborted) {
          await new Promise<void>((resolve) => {
            waiting = resolve;
          });
        }
      };
      await next(1);
      yield added(answer(thread.id, id, ''));
      for (const [index, piece] of pieces.entries()) {
        await next(index + 1);
        yield textDelta(id, piece);
      }
      await next(PIECES + 1);
      yield done(answer(thread.id, id, pieces.join('')));
    };
    return server;
  }

  /** The store that they share, as one server sees it: it may write to a thread while a turn of it goes on there. */
  private watched(name: string): MemoryStore {
    const { store, shared, wrong } = this;
    return new Proxy(store, {
      get(target, method) {
        const value: unknown = Reflect.get(target, method, target);
        if (typeof value !== 'function') return value;
        return (...given: unknown[]) => {
          const [, threadId] = given;
          if (WRITES.has(String(method)) && shared.active.get(String(threadId))?.owner !== name) {
            const fault = `${name} called ${String(method)} for a thread in which it has no turn`;
            // Of a thread that is gone, nothing is written.
            void store.loadThread(ALICE, String(threadId)).then(
              () => wrong.push(fault),
              () => undefined,
            );
          }
          return Reflect.apply(value, target, given);
        };
      },
    });
  }
}

const WRITES = new Set([
  'addItem',
  'saveItem',
  'deleteItem',
  'supersede',
  'restoreSuperseded',
  'deleteSuperseded',
]);

/** What a turn leaves in a thread, each once at the most; a note for the model may follow. */
const ORDER: ThreadItem['type'][] = ['user_message', 'assistant_message', 'turn_end'];

/** What is wrong with the items of a thread. */
export function checkThread(items: ThreadItem[], turns: Turn[]): string[] {
  const wrong: string[] = [];
  let message: string | undefined;
  let rank = 0;
  for (const item of items) {
    const next = ORDER.indexOf(item.type);
    if (next < 0) continue;
    if (item.type === 'user_message') message = item.id;
    else if (next <= rank) wrong.push(`${item.type} ${item.id} is out of order`);
    rank = next;
    const turn = item.type === 'assistant_message' ? turns[Number(item.id.slice('msg_'.length))] : undefined;
    if (turn && turn.messageId !== message) wrong.push(`${item.id} answers another message`);
  }
  return wrong;
}

const isEnd = (event: ThreadStreamEvent) =>
  event.type === 'error' || (event.type === 'thread.item.done' && event.item.type === 'turn_end');

/** What is wrong with the log of a run, or with what was read of it. */
export function checkRun(
  runId: string,
  log: string[],
  readers: Reader[],
  closedAfter: number | undefined,
): string[] {
  const wrong: string[] = [];
  const events = log.map((json) => threadStreamEvent.parse(JSON.parse(json)));
  const ends = events.filter(isEnd).length;
  const isWhole = events.some(
    (event) => event.type === 'thread.item.done' && event.item.type === 'assistant_message',
  );
  if (ends > 1 || (ends === 0 && !isWhole)) wrong.push(`${runId} has ${ends} ends`);
  for (const reader of readers) {
    const read = reader.isTold ? reader.log : reader.log.slice(0, closedAfter);
    const expected = reader.isTold ? events : events.slice(0, read.length);
    if (!isDeepStrictEqual(read, expected)) wrong.push(`a reader of ${runId} has read something else`);
    if (!reader.isTold && closedAfter === undefined)
      wrong.push(`a reader of ${runId} was not told of its end`);
  }
  return wrong;
}
