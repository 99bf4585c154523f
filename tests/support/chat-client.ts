import type { Page, Thread, ThreadItem, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { threadStreamEvent } from '@/lib/chatkit/protocol';
import { sseBlocks } from './sse-blocks';

/** A signed-in student who speaks the protocol over HTTP. */
export class ChatClient {
  constructor(
    readonly url: string,
    /** Sent with every request. */
    readonly headers: Record<string, string>,
  ) {}

  /** Signs in with a name, as the sign-in page does. */
  static async signIn(url: string, name: string): Promise<ChatClient> {
    const jar = new Map<string, string>();
    const keep = (response: Response) => {
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';');
        jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
      }
    };
    const cookies = () => [...jar].map(([key, value]) => `${key}=${value}`).join('; ');
    const csrf = await fetch(`${url}/api/auth/csrf`);
    keep(csrf);
    const { csrfToken } = (await csrf.json()) as { csrfToken: string };
    const answer = await fetch(`${url}/api/auth/callback/demo`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: cookies(), origin: url },
      body: new URLSearchParams({ csrfToken, name, json: 'true', callbackUrl: url }),
    });
    keep(answer);
    if (![...jar.keys()].some((key) => key.endsWith('session-token'))) {
      throw new Error(`sign-in answered ${answer.status} without a session: ${await answer.text()}`);
    }
    return new ChatClient(url, { cookie: cookies(), origin: url });
  }

  static withToken(url: string, token: string): ChatClient {
    return new ChatClient(url, { authorization: `Bearer ${token}` });
  }

  with(headers: Record<string, string>): ChatClient {
    return new ChatClient(this.url, { ...this.headers, ...headers });
  }

  post(body: unknown, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}/api/chatkit`, {
      method: 'POST',
      ...init,
      headers: { 'content-type': 'application/json', ...this.headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Answers the parsed body of a JSON operation; throws if it was refused. */
  async call<T = unknown>(type: string, params: object = {}, metadata?: object): Promise<T> {
    const response = await this.post({ type, params, ...(metadata ? { metadata } : {}) });
    if (!response.ok) throw new Error(`${type} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** All events of a streaming operation. */
  async stream(type: string, params: object, metadata?: object): Promise<ThreadStreamEvent[]> {
    const events: ThreadStreamEvent[] = [];
    for await (const event of this.events(type, params, metadata)) events.push(event);
    return events;
  }

  async *events(
    type: string,
    params: object,
    metadata?: object,
    signal?: AbortSignal,
  ): AsyncGenerator<ThreadStreamEvent> {
    const response = await this.post(
      { type, params, ...(metadata ? { metadata } : {}) },
      signal ? { signal } : {},
    );
    if (!response.ok) throw new Error(`${type} answered ${response.status}: ${await response.text()}`);
    yield* readEvents(response);
  }

  create(text: string, metadata?: object): Promise<ThreadStreamEvent[]> {
    return this.stream('threads.create', { input: input(text) }, metadata);
  }

  say(threadId: string, text: string, metadata?: object): Promise<ThreadStreamEvent[]> {
    return this.stream('threads.add_user_message', { thread_id: threadId, input: input(text) }, metadata);
  }

  items(threadId: string): Promise<Page<ThreadItem>> {
    return this.call('items.list', { thread_id: threadId, limit: 100, order: 'asc' });
  }

  thread(threadId: string): Promise<Thread> {
    return this.call('threads.get_by_id', { thread_id: threadId });
  }
}

export function input(text: string, more: object = {}) {
  return { content: [{ type: 'input_text', text }], attachments: [], inference_options: {}, ...more };
}

/** The events of a stream as a client reads them that declares our extensions: in numbered frames. */
export async function readDeclared(response: Response): Promise<ThreadStreamEvent[]> {
  const frames = (await response.text())
    .split('\n\n')
    .filter((frame) => frame !== '' && !frame.startsWith(':'));
  return frames.map((frame, at) => {
    const [id = '', data = ''] = frame.split('\n');
    if (id !== `id: ${at + 1}`) throw new Error(`not the frame ${at + 1}: ${frame}`);
    return threadStreamEvent.parse(JSON.parse(data.slice('data: '.length)));
  });
}

/** Reads a stream and holds every event against its schema. */
export async function* readEvents(response: Response): AsyncGenerator<ThreadStreamEvent> {
  for await (const block of sseBlocks(response)) {
    if (block === ': ping') continue;
    if (!block.startsWith('data: ')) throw new Error(`not a frame of the official wire: ${block}`);
    yield threadStreamEvent.parse(JSON.parse(block.slice('data: '.length)));
  }
}

export function threadIdOf(events: ThreadStreamEvent[]): string {
  const created = events.find((event) => event.type === 'thread.created');
  if (!created) throw new Error('no thread.created');
  return created.thread.id;
}

/** The finished answer of a turn. */
export function answerOf(events: ThreadStreamEvent[]) {
  for (const event of events) {
    if (event.type === 'thread.item.done' && event.item.type === 'assistant_message') return event.item;
  }
  throw new Error(`no answer in ${JSON.stringify(events.map((event) => event.type))}`);
}

/** Answer text as it was streamed, delta by delta. */
export function streamedText(events: ThreadStreamEvent[]): string {
  return events
    .map((event) =>
      event.type === 'thread.item.updated' &&
      event.update.type === 'assistant_message.content_part.text_delta'
        ? event.update.delta
        : '',
    )
    .join('');
}
