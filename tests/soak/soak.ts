import {
  type Page,
  type ThreadItem,
  type ThreadStreamEvent,
  threadStreamEvent,
} from '@/lib/chatkit/protocol';
import type { Run } from '@/lib/chatkit/runs/run';
import type { RunStore } from '@/lib/chatkit/runs/run-store';
import type { Store } from '@/lib/chatkit/store/store';
import { localRun } from '@/tests/support/local-run';
import { input, readEvents, threadIdOf } from '../support/chat-client';
import { randomFrom } from '../support/random';
import { added, answer, done, textDelta, toolCall } from '../support/sample-items';
import { SampleServer } from '../support/sample-server';
import { type Accepted, type Begun, checkHistory } from './check-history';
import { witnessed } from './witnessed';

const CLIENTS_PER_THREAD = 4;
const THREADS = 5;
const WORDS = 6;

/** What one process works with. Several share a database. */
export interface SoakProcess {
  store: Store;
  /** The process's own memory if absent. */
  runStore?: RunStore;
}

export interface SoakOptions {
  processes: SoakProcess[];
  seed: number;
  milliseconds: number;
}

export interface SoakReport {
  /** How often each sort of operation was answered with each status. */
  answered: Record<string, number>;
  turns: number;
  items: number;
  wrong: string[];
}

/**
 * Twenty clients, four of each of five students, work on five threads at once through requests and responses: they send,
 * answer again, stop, leave, give outputs, rename, give feedback and read. In the end each thread must hold a history that
 * can have happened.
 */
export async function soak({ processes, seed, milliseconds }: SoakOptions): Promise<SoakReport> {
  const report: SoakReport = { answered: {}, turns: 0, items: 0, wrong: [] };
  const students: Student[] = [];
  const studentOf = (thread: string) => students.find(({ threadId }) => threadId === thread);
  const servers = processes.map(({ store, runStore }) => {
    const witnessing = witnessed(store, (thread, kind, message) => studentOf(thread)?.begins(kind, message));
    return new SampleServer({ store: witnessing, ...(runStore ? { runStore } : {}) });
  });
  const random = randomFrom(seed);
  for (let number = 0; number < THREADS; number += 1) {
    students.push(new Student(servers, `student-${seed}-${number}`, report));
  }
  for (const server of servers) {
    server.respondWith = async function* (thread, _message, signal) {
      const student = studentOf(thread.id);
      if (student) yield* student.turn(signal, random());
    };
  }
  for (const student of students) await student.begin();
  const until = performance.now() + milliseconds;
  await Promise.all(
    students.flatMap((student) =>
      Array.from({ length: CLIENTS_PER_THREAD }, async () => {
        while (performance.now() < until) await student.act(random);
      }),
    ),
  );
  for (const { runs } of servers) await runs.stopAll();
  for (const student of students) await student.settle();
  const errors = servers.flatMap((server) => server.errors);
  report.wrong.push(...errors.filter((error) => !(error instanceof ScriptedFailure)).map(String));
  return report;
}

/** How some turns are made to end. */
class ScriptedFailure extends Error {
  override name = 'ScriptedFailure';
}

/** A student with one thread, which is open in several tabs. */
class Student {
  threadId = '';
  private requests = 0;
  private readonly begun: Begun[] = [];
  private readonly accepted: Accepted[] = [];

  constructor(
    private readonly servers: SampleServer[],
    private readonly userId: string,
    private readonly report: SoakReport,
  ) {}

  private get server(): SampleServer {
    const [server] = this.servers;
    if (!server) throw new Error('no server');
    return server;
  }

  /** Requests of one student reach one process after the other. */
  private next(): SampleServer {
    this.requests += 1;
    return this.servers[this.requests % this.servers.length] ?? this.server;
  }

  async begin(): Promise<void> {
    const events: ThreadStreamEvent[] = [];
    const response = await this.post('threads.create', { input: input('first') });
    for await (const event of readEvents(response)) events.push(event);
    this.threadId = threadIdOf(events);
    const [first] = await this.items();
    if (!first) throw new Error('no first message');
    // The first turn is answered by nobody: the thread was not known yet.
    this.begun.push({
      kind: 'message',
      message: first.id,
      answer: null,
      ended: 'answered',
      said: false,
    });
  }

  /** The store has taken in what begins a turn. One turn at a time in a thread, so this is the order of the turns. */
  begins(kind: Begun['kind'], message: string): void {
    this.begun.push({
      kind,
      message,
      answer: null,
      ended: 'stopped',
      said: false,
    });
    this.report.turns += 1;
  }

  /** What the server does in a turn of this thread. */
  async *turn(signal: AbortSignal, chance: number): AsyncGenerator<ThreadStreamEvent> {
    const { threadId } = this;
    const place = this.begun.length - 1;
    const turn = this.begun[place];
    if (!turn) throw new Error('a turn that did not begin');
    if (turn.kind === 'message' && chance < 0.3) {
      yield done(toolCall(threadId, this.server.generateId('tool_call')));
      return;
    }
    const text = `${threadId}/${place}/ ${'word '.repeat(WORDS)}`;
    turn.answer = text;
    const id = this.server.generateId('message', threadId);
    yield added(answer(threadId, id, ''));
    for (const [at, word] of pieces(text).entries()) {
      if (chance > 0.85 && at === WORDS) throw new ScriptedFailure();
      yield textDelta(id, word);
      await new Promise((resolve) => setTimeout(resolve, chance * 4));
      if (signal.aborted) return;
    }
    yield done(answer(threadId, id, text));
  }

  /** One step of one of the student's tabs. */
  async act(random: () => number): Promise<void> {
    // Now and then nobody does anything, so that not every request meets another one.
    await new Promise((resolve) => setTimeout(resolve, random() * 60));
    const choice = random();
    const thread_id = this.threadId;
    if (choice < 0.35)
      await this.stream('threads.add_user_message', { thread_id, input: input('again') }, random);
    else if (choice < 0.5)
      await this.stream(
        'threads.retry_after_item',
        { thread_id, item_id: await this.someMessage(random) },
        random,
      );
    else if (choice < 0.58)
      await this.stream('threads.add_client_tool_output', { thread_id, result: random() }, random);
    else if (choice < 0.64) await this.stop();
    else if (choice < 0.7) await this.post('threads.update', { thread_id, title: `title ${random()}` });
    else if (choice < 0.76) {
      await this.post('items.feedback', {
        thread_id,
        item_ids: [await this.someMessage(random)],
        kind: 'positive',
      });
    } else if (choice < 0.88) await this.post('threads.get_by_id', { thread_id });
    else this.noteForeign(await this.items());
  }

  async settle(): Promise<void> {
    const owner = { userId: this.userId };
    const stored: ThreadItem[] = [];
    let after: string | undefined;
    do {
      const query = { limit: 100, order: 'asc', includeHidden: true, after } as const;
      const page: Page<ThreadItem> = await this.server.store.listItems(owner, this.threadId, query);
      stored.push(...page.data);
      after = page.after;
    } while (after);
    this.report.items += stored.length;
    const listed = (await this.items()).map(({ id }) => id);
    const { threadId: thread, begun, accepted } = this;
    this.report.wrong.push(...checkHistory({ thread, begun, accepted, stored, listed }));
  }

  /** Reads a turn to its end, or leaves in the middle of it. */
  private async stream(type: string, params: object, random: () => number): Promise<void> {
    const started = performance.now();
    const leaveAfter = random() < 0.15 ? Math.floor(random() * 8) : Number.POSITIVE_INFINITY;
    const server = this.next();
    const response = await this.post(type, params, server);
    if (response.status !== 200) return;
    const run = localRun(server, response);
    let count = 0;
    for await (const _event of readEvents(response)) {
      count += 1;
      if (count > leaveAfter) break;
    }
    await run.finished;
    const ended = performance.now();
    const { message, text, called, ended: how } = await readLog(run);
    if (message) this.accepted.push({ message, started, ended });
    const turn = text
      ? this.begun[Number(/\/(\d+)\//.exec(text)?.[1])]
      : this.begun.find((one) => one.kind === 'message' && one.message === message);
    if (turn) Object.assign(turn, { said: text !== '', ended: how });
    // Two tabs give their output of a call at once: one of them counts.
    if (called) {
      const output = () =>
        this.stream('threads.add_client_tool_output', { thread_id: this.threadId, result: random() }, random);
      await Promise.all([output(), output()]);
    }
  }

  private async stop(): Promise<void> {
    await this.post('threads.stop', { thread_id: this.threadId });
  }

  private async someMessage(random: () => number): Promise<string> {
    const { data } = await this.list();
    const messages = data.filter(({ type }) => type === 'user_message');
    return messages[Math.floor(random() * messages.length)]?.id ?? 'none';
  }

  private list(after?: string): Promise<Page<ThreadItem>> {
    const params = { thread_id: this.threadId, limit: 7, order: 'asc', after };
    return this.post('items.list', params).then((response) => response.json());
  }

  /** Every page, one after the other. */
  private async items(): Promise<ThreadItem[]> {
    const items: ThreadItem[] = [];
    let after: string | undefined;
    do {
      const page = await this.list(after);
      if (!page.data) return items;
      items.push(...page.data);
      after = page.after;
    } while (after);
    return items;
  }

  private noteForeign(items: ThreadItem[]): void {
    for (const { id, thread_id } of items) {
      if (thread_id !== this.threadId)
        this.report.wrong.push(`${this.threadId} showed ${id} of ${thread_id}`);
    }
  }

  private async post(type: string, params: object, server = this.next()): Promise<Response> {
    const response = await server.post(type, params, { userId: this.userId });
    const key = `${type} ${response.status}`;
    this.report.answered[key] = (this.report.answered[key] ?? 0) + 1;
    return response;
  }
}

/** What a run has said, also to those who had left. */
async function readLog(run: Run) {
  let message: string | undefined;
  let text = '';
  let called = false;
  let ended: Begun['ended'] = 'stopped';
  for await (const { json } of run.events()) {
    const event = threadStreamEvent.parse(JSON.parse(json));
    if (event.type === 'error') ended = 'failed';
    if (event.type === 'thread.item.updated' && 'delta' in event.update) text += event.update.delta;
    if (event.type !== 'thread.item.done') continue;
    if (event.item.type === 'turn_end') {
      // What was said before it was part of an answer.
      if (event.item.reason === 'stopped') ended = 'stopped';
      continue;
    }
    if (event.item.type === 'user_message') message = event.item.id;
    else ended = 'answered';
    called ||= event.item.type === 'client_tool_call';
  }
  return { message, text, called, ended };
}

const pieces = (text: string): string[] => text.match(/\S+\s*/g) ?? [];
