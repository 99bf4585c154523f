import assert from 'node:assert/strict';
import type {
  Action,
  Attachment,
  ChatKitRequest,
  FeedbackKind,
  SyncCustomActionResponse,
  ThreadItem,
  ThreadMetadata,
  ThreadStreamEvent,
  TranscriptionResult,
  UserMessageItem,
  WidgetItem,
} from '@/lib/chatkit/protocol';
import {
  type AudioInput,
  ChatKitServer,
  type ChatKitServerOptions,
} from '@/lib/chatkit/server/chatkit-server';
import { ChatKitError } from '@/lib/chatkit/server/errors';
import { errorResponse, handleRequest } from '@/lib/chatkit/server/handle-request';
import type { RequestContext } from '@/lib/chatkit/server/request-context';
import { resumeRun } from '@/lib/chatkit/server/resume-run';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import type { AttachmentStore } from '@/lib/chatkit/store/store';
import { readEvents } from './chat-client';

type Respond = (
  thread: ThreadMetadata,
  message: UserMessageItem | null,
  signal: AbortSignal,
) => AsyncIterable<ThreadStreamEvent>;

interface Sent {
  userId?: string;
  headers?: Record<string, string>;
  metadata?: object;
  /** When the request came. */
  since?: number;
}

/** A ChatKit server in memory whose hooks a test fills in, spoken to through requests and responses. */
export class SampleServer extends ChatKitServer {
  respondWith: Respond = async function* () {};
  actionWith: (action: Action, sender: WidgetItem | null) => AsyncIterable<ThreadStreamEvent> = () => {
    throw new Error('no action');
  };
  syncActionWith: (action: Action, sender: WidgetItem | null) => SyncCustomActionResponse = () => ({});
  /** The contexts that hooks were given, in order. */
  readonly contexts: RequestContext[] = [];
  readonly responded: (UserMessageItem | null)[] = [];
  readonly feedback: { threadId: string; itemIds: string[]; kind: FeedbackKind }[] = [];
  readonly errors: unknown[] = [];
  readonly heard: AudioInput[] = [];

  constructor(options: Partial<ChatKitServerOptions> = {}) {
    super({ store: new MemoryStore(), ...options, onError: (error) => this.errors.push(error) });
  }

  override respond(
    thread: ThreadMetadata,
    message: UserMessageItem | null,
    context: RequestContext,
    signal: AbortSignal,
  ): AsyncIterable<ThreadStreamEvent> {
    this.responded.push(message);
    this.contexts.push(context);
    return this.respondWith(thread, message, signal);
  }

  override action(
    _thread: ThreadMetadata,
    action: Action,
    sender: WidgetItem | null,
  ): AsyncIterable<ThreadStreamEvent> {
    return this.actionWith(action, sender);
  }

  override async syncAction(
    _thread: ThreadMetadata,
    action: Action,
    sender: WidgetItem | null,
  ): Promise<SyncCustomActionResponse> {
    return this.syncActionWith(action, sender);
  }

  override async addFeedback(
    threadId: string,
    itemIds: string[],
    kind: FeedbackKind,
    context: RequestContext,
  ): Promise<void> {
    await super.addFeedback(threadId, itemIds, kind, context);
    this.contexts.push(context);
    this.feedback.push({ threadId, itemIds, kind });
  }

  override async transcribe(audio: AudioInput, context: RequestContext): Promise<TranscriptionResult> {
    this.contexts.push(context);
    this.heard.push(audio);
    return { text: 'heard' };
  }

  /** Posts a request as `userId`; refusals come back as responses. */
  async post(type: string, params: object, sent: Sent = {}): Promise<Response> {
    const { userId = 'alice', headers = {}, metadata, since } = sent;
    const request = new Request('http://chat.test/chatkit', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ type, params, ...(metadata ? { metadata } : {}) }),
    });
    const contextFor = (parsed: ChatKitRequest) => ({
      principal: { userId },
      requestId: 'test',
      metadata: parsed.metadata,
      ...(since === undefined ? {} : { since }),
    });
    return handleRequest(this, request, contextFor).catch((error: unknown) => {
      if (ChatKitError.is(error)) return errorResponse(error);
      throw error;
    });
  }

  /** Asks for the events of a run after a number. */
  async resume(runId: string, after: number | string, userId = 'alice'): Promise<Response> {
    const request = new Request(`http://chat.test/chatkit/runs/${runId}/events?after=${after}`);
    try {
      return await resumeRun(this, request, { userId }, runId);
    } catch (error) {
      if (ChatKitError.is(error)) return errorResponse(error);
      throw error;
    }
  }

  /** The events of a streaming operation, each with nothing missing and nothing more than its schema has. */
  async stream(type: string, params: object, sent: Sent = {}): Promise<ThreadStreamEvent[]> {
    const response = await this.post(type, params, sent);
    if (response.status !== 200) throw new Error(`${type}: ${response.status} ${await response.text()}`);
    const sentAs = response.clone().text();
    const events: ThreadStreamEvent[] = [];
    for await (const event of readEvents(response)) events.push(event);
    // Parsing has filled in what was missing and left out what was too much.
    assert.deepStrictEqual(rawEvents(await sentAs), events);
    return events;
  }

  async call<T = unknown>(type: string, params: object, sent: Sent = {}): Promise<T> {
    const response = await this.post(type, params, sent);
    if (response.status !== 200) throw new Error(`${type}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Everything that is stored in a thread, hidden items too. */
  async stored(threadId: string): Promise<ThreadItem[]> {
    const page = { limit: 100, order: 'asc', includeHidden: true } as const;
    return (await this.store.listItems({ userId: 'alice' }, threadId, page)).data;
  }
}

/** The events of a stream as the JSON that they are, not as their schemas would have them. */
export function rawEvents(stream: string): unknown[] {
  return stream
    .split('\n\n')
    .filter(Boolean)
    .map((frame) => JSON.parse(frame.replace(/^data: /, '')));
}

/** What a hook waits for that says nothing more by itself. */
export const silence = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

/** Attachments whose bytes go nowhere. */
export class SampleAttachments implements AttachmentStore {
  readonly deleted: string[] = [];
  private count = 0;

  async createAttachment(input: { name: string; size: number; mime_type: string }): Promise<Attachment> {
    this.count += 1;
    const base = {
      id: `atc_${this.count}`,
      name: input.name,
      mime_type: input.mime_type,
      upload_descriptor: { url: 'https://files.test/upload', method: 'PUT' as const, headers: {} },
      metadata: { secret: true },
    };
    return input.mime_type.startsWith('image/')
      ? { ...base, type: 'image', preview_url: 'https://files.test/preview' }
      : { ...base, type: 'file' };
  }

  async deleteAttachment(attachmentId: string): Promise<void> {
    this.deleted.push(attachmentId);
  }
}
