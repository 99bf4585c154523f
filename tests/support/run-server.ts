import type { Answer, ReceivedRequest, ScriptedBackend, WireEvent } from './element-backend';
import { threadOf, userItem } from './element-events';

interface Item {
  id: string;
  type: string;
  [field: string]: unknown;
}

interface Thread {
  id: string;
  title: string;
  /** Oldest first. */
  items: Item[];
  active: LoggedRun | null;
}

/** What a request under a key came to. */
interface Outcome {
  body: string;
  answer: { kind: 'run'; run: LoggedRun } | { kind: 'json'; json: unknown };
}

const EXTENSIONS = { 'X-ChatKit-Extensions': 'resume, active-run, turn-end' };
/** What `threads.get_by_id` brings, from the oldest. */
const FIRST_PAGE = 20;

const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && 'id' in value && 'type' in value;

const READING = ['threads.get_by_id', 'threads.list', 'items.list'];
const CHANGING = [
  'threads.create',
  'threads.add_user_message',
  'threads.retry_after_item',
  'threads.add_client_tool_output',
  'threads.stop',
  'items.feedback',
  'threads.update',
];

/** The request without what hosts add to it, which differs from one try to the next. */
function comparable(body: string): string {
  const { type, params }: Record<string, unknown> = JSON.parse(body);
  return JSON.stringify({ type, params });
}

/** A turn as a server keeps it: its events, and who reads them. The test says what happens in it. */
export class LoggedRun {
  readonly id: string;
  readonly thread: Thread;
  readonly #log: WireEvent[] = [];
  readonly #readers = new Set<Answer>();
  /** Answers that have begun and are not done. */
  readonly #growing = new Map<string, Item>();
  #hasEnded = false;

  constructor(id: string, thread: Thread) {
    this.id = id;
    this.thread = thread;
    thread.active = this;
  }

  get readers(): number {
    return this.#readers.size;
  }

  /** The events happen: what is done is stored, and everybody hears of it. */
  say(...events: unknown[]): this {
    for (const event of events as WireEvent[]) {
      this.#log.push(event);
      this.#store(event);
      for (const reader of this.#readers) reader.raw(this.#frame(this.#log.length));
    }
    return this;
  }

  end(...events: unknown[]): void {
    this.say(...events);
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    if (this.thread.active === this) this.thread.active = null;
    for (const reader of this.#readers) this.#close(reader);
  }

  /** What was said so far is kept, as by a server that is told to stop. */
  stop(): void {
    this.thread.items.push(...this.#growing.values());
    const reason = {
      type: 'turn_end',
      id: `end_${this.id}`,
      thread_id: this.thread.id,
      created_at: '',
      reason: 'stopped',
    };
    this.end({ type: 'thread.item.done', item: reason });
  }

  /** Every connection is closed in good order and without the mark of an end, as by a process that shuts down. */
  cut(): void {
    for (const reader of this.#readers) reader.close();
    this.#readers.clear();
  }

  /** Every connection is dead, and nobody says so. */
  hang(): void {
    this.#readers.clear();
  }

  /** Every connection breaks. */
  break(): void {
    for (const reader of this.#readers) reader.break();
    this.#readers.clear();
  }

  read(answer: Answer, after: number): void {
    answer.with({
      ...EXTENSIONS,
      'X-ChatKit-Run-ID': this.id,
      'X-ChatKit-Run-Position': String(this.#log.length),
    });
    answer.raw(': ping\n\n');
    for (let seq = after + 1; seq <= this.#log.length; seq += 1) answer.raw(this.#frame(seq));
    if (this.#hasEnded) {
      this.#close(answer);
      return;
    }
    this.#readers.add(answer);
    void answer.aborted.then(() => this.#readers.delete(answer));
  }

  #frame(seq: number): string {
    return `id: ${seq}\ndata: ${JSON.stringify(this.#log[seq - 1])}\n\n`;
  }

  #close(answer: Answer): void {
    answer.raw(': end\n\n');
    answer.close();
    this.#readers.delete(answer);
  }

  #grow(event: WireEvent): void {
    if ('item' in event && isItem(event.item)) {
      if (event.type === 'thread.item.added') this.#growing.set(event.item.id, structuredClone(event.item));
      else this.#growing.delete(event.item.id);
    }
    if (!('item_id' in event)) return;
    const id = String(event.item_id);
    const content = this.#growing.get(id)?.content;
    if (event.type === 'thread.item.removed') this.#growing.delete(id);
    else if (Array.isArray(content)) content[0].text += deltaIn(event);
  }

  #store(event: WireEvent): void {
    this.#grow(event);
    const { items } = this.thread;
    const index = (id: unknown) => items.findIndex((item) => item.id === id);
    if (event.type === 'thread.item.removed' && 'item_id' in event) {
      if (index(event.item_id) >= 0) items.splice(index(event.item_id), 1);
    }
    if (event.type !== 'thread.item.done' && event.type !== 'thread.item.replaced') return;
    if (!('item' in event) || !isItem(event.item)) throw new Error('an item without an id');
    const known = index(event.item.id);
    if (known < 0) items.push(event.item);
    else items[known] = event.item;
  }
}

/** The text that an event adds to an answer. */
function deltaIn(event: WireEvent): string {
  const update: unknown = Reflect.get(event, 'update');
  const delta: unknown = typeof update === 'object' && update !== null ? Reflect.get(update, 'delta') : '';
  return typeof delta === 'string' ? delta : '';
}

/**
 * A server that keeps its runs, as strict as the contract: one turn at a time in a thread, the run that goes on named in every reading,
 * streams that mark their end, and a key with every request that changes something, under which nothing is carried out twice.
 */
export class RunServer {
  readonly #threads = new Map<string, Thread>();
  readonly #runs = new Map<string, LoggedRun>();
  readonly #outcomes = new Map<string, Outcome>();
  readonly #started: LoggedRun[] = [];
  #awaited: ((run: LoggedRun) => void)[] = [];
  #count = 0;

  readonly #backend: ScriptedBackend;

  constructor(backend: ScriptedBackend) {
    this.#backend = backend;
    for (const type of [...READING, ...CHANGING, 'runs.events']) this.serve(type);
  }

  /** Answers requests of that kind, again if a test did in the meantime. */
  serve(type: string): void {
    this.#backend.on(type, (answer) => {
      if (type === 'runs.events') this.#resume(answer);
      else if (READING.includes(type)) this.#read(answer);
      else this.#change(answer);
    });
  }

  thread(id: string, items: unknown[] = [], title = 'A thread'): Thread {
    const thread: Thread = { id, title, items: items.filter(isItem), active: null };
    this.#threads.set(id, thread);
    return thread;
  }

  /** A turn that somebody else begins: another device of the student. */
  begin(threadId: string, message?: { id: string; text: string }): LoggedRun {
    const run = this.#newRun(this.#threadOf(threadId));
    if (message) run.say({ type: 'thread.item.done', item: userItem(message.id, message.text) });
    return run.say({ type: 'stream_options', stream_options: { allow_cancel: true } });
  }

  /** The next turn that the page has started. */
  started(): Promise<LoggedRun> {
    const run = this.#started.shift();
    return run ? Promise.resolve(run) : new Promise((resolve) => this.#awaited.push(resolve));
  }

  /** Carries a request out, but its answer is lost behind a proxy. What breaks without one, a browser tries again by itself. */
  carryOutUnheard(answer: Answer): void {
    const { request } = answer;
    const outcome = this.#carryOut(request);
    const key = String(request.headers['idempotency-key']);
    if (outcome) this.#outcomes.set(key, { body: comparable(request.body), answer: outcome });
    answer.json({}, 502);
  }

  /** Forgets a run, as a server does some time after its end. */
  forget(run: LoggedRun): void {
    this.#runs.delete(run.id);
  }

  #threadOf(id: unknown): Thread {
    const thread = this.#threads.get(String(id));
    if (!thread) throw new Error(`no thread ${String(id)}`);
    return thread;
  }

  #newRun(thread: Thread): LoggedRun {
    this.#count += 1;
    const run = new LoggedRun(`run_${this.#count}`, thread);
    this.#runs.set(run.id, run);
    return run;
  }

  #read(answer: Answer): void {
    const { type, params } = answer.request;
    if (type === 'threads.list') {
      const data = [...this.#threads.values()].map(({ id, title }) => threadOf(id, { title }));
      answer.with(EXTENSIONS).json({ data, has_more: false });
      return;
    }
    const thread = this.#threadOf(params.thread_id);
    // Before the items: what ends in between is in them.
    answer.with({ ...EXTENSIONS, ...(thread.active ? { 'X-ChatKit-Active-Run': thread.active.id } : {}) });
    if (type === 'threads.get_by_id') {
      const data = thread.items.slice(0, FIRST_PAGE);
      const items = { data, has_more: thread.items.length > FIRST_PAGE, after: data.at(-1)?.id };
      answer.json(threadOf(thread.id, { title: thread.title, items }));
      return;
    }
    const newestFirst = thread.items.toReversed();
    const start = params.after === undefined ? 0 : newestFirst.findIndex(({ id }) => id === params.after) + 1;
    const data = newestFirst.slice(start, start + Number(params.limit));
    const has_more = start + data.length < newestFirst.length;
    answer.json({ data, has_more, ...(has_more ? { after: data.at(-1)?.id } : {}) });
  }

  #change(answer: Answer): void {
    const { request } = answer;
    const key = String(request.headers['idempotency-key'] ?? '');
    if (key === '') {
      this.#refuse(answer, 400, 'A request that changes something has a key.');
      return;
    }
    const known = this.#outcomes.get(key);
    if (known && known.body !== comparable(request.body)) {
      this.#refuse(answer, 409, 'This key was used for another request.');
      return;
    }
    const outcome = known?.answer ?? this.#carryOut(request);
    if (!outcome) {
      this.#refuse(answer, 409, 'The tutor is still answering.');
      return;
    }
    this.#outcomes.set(key, { body: comparable(request.body), answer: outcome });
    if (outcome.kind === 'json') answer.with(EXTENSIONS).json(outcome.json);
    else outcome.run.read(answer, 0);
  }

  /** Null where a turn goes on already. */
  #carryOut({ type, params }: ReceivedRequest): Outcome['answer'] | null {
    if (type === 'threads.stop') {
      this.#threadOf(params.thread_id).active?.stop();
      return { kind: 'json', json: {} };
    }
    if (type === 'items.feedback' || type === 'threads.update') return { kind: 'json', json: {} };
    const isNew = type === 'threads.create';
    const thread = isNew ? this.thread(`thr_${this.#threads.size + 1}`) : this.#threadOf(params.thread_id);
    if (thread.active) return null;
    const run = this.#newRun(thread);
    if (isNew) run.say({ type: 'thread.created', thread: threadOf(thread.id) });
    if ('input' in params) run.say({ type: 'thread.item.done', item: this.#messageOf(params.input) });
    if (type === 'threads.retry_after_item') {
      const index = thread.items.findIndex(({ id }) => id === params.item_id);
      thread.items.splice(index + 1);
    }
    if (type === 'threads.add_client_tool_output') {
      for (const item of thread.items) if (item.type === 'client_tool_call') item.status = 'completed';
    }
    run.say({ type: 'stream_options', stream_options: { allow_cancel: true } });
    const waiting = this.#awaited.shift();
    if (waiting) waiting(run);
    else this.#started.push(run);
    return { kind: 'run', run };
  }

  #messageOf(input: unknown): Item {
    const { content } = input as { content: { text: string }[] };
    this.#count += 1;
    return userItem(`msg_${this.#count}`, content.map(({ text }) => text).join(''));
  }

  #resume(answer: Answer): void {
    const { params, headers } = answer.request;
    const run = this.#runs.get(String(params.runId));
    if (headers['x-chatkit-resume'] !== '1')
      this.#refuse(answer, 400, 'Only for clients that declare themselves.');
    else if (!run) this.#refuse(answer, 404, 'There is no such run.');
    else run.read(answer, Number(params.after));
  }

  #refuse(answer: Answer, status: number, message: string): void {
    answer.with(EXTENSIONS).json({ error: { code: 'refused', message } }, status);
  }
}
