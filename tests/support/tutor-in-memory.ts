import type { Model } from '@openai/agents';
import type { Annotation, ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { handleRequest } from '@/lib/chatkit/server/handle-request';
import { MemoryStore } from '@/lib/chatkit/store/memory-store';
import type { FileReader } from '@/lib/files/file-store';
import type { CourseSearch } from '@/lib/search/course-search';
import type { CourseShape } from '@/lib/search/course-shape';
import type { Care } from '@/lib/tutor/care/care';
import type { CourseLessons } from '@/lib/tutor/course-lessons';
import type { ModelFailure } from '@/lib/tutor/model-retry';
import { turnMetadata } from '@/lib/tutor/turn-metadata';
import { TutorServer } from '@/lib/tutor/tutor-server';
import { readEvents, threadIdOf } from './chat-client';

export const SITE = 'https://learn.test';

export interface TutorInMemoryOptions {
  search: CourseSearch;
  course: CourseShape;
  lessons: CourseLessons;
  model: Model;
  /** Without one, titles are taken from the messages. */
  titleModel?: Model;
  /** Without it, no message carries a file. */
  files?: FileReader;
  /** Without it, fixed patterns alone. */
  care?: Care;
  onDroppedCitations?: (count: number) => void;
  onModelRetry?: (failure: ModelFailure) => void;
  /** Whether the server looks a question up before the first call to the model. */
  retrieveFirst?: boolean;
  /** Ten typed messages where it is not said. */
  history?: { limit: number; mode: 'messages' | 'prompt' };
  /** Most that an answer may have, in tokens. */
  maxOutputTokens?: number | undefined;
  linkHosts?: readonly string[];
}

export interface AskOptions {
  metadata?: object;
  /** Who sends them. */
  userId?: string;
  /** Called before each message is sent. */
  onMessage?: (text: string) => void;
  /** Called before the last message is sent. */
  onLast?: () => void;
  /** Called with each event of the last answer as it comes. */
  onEvent?: (event: ThreadStreamEvent) => void;
}

/** The tutor on a store in memory, spoken to through requests and responses. */
export class TutorInMemory {
  private readonly server: TutorServer;
  readonly errors: unknown[] = [];
  readonly store = new MemoryStore();

  constructor(given: TutorInMemoryOptions) {
    const { model, titleModel, maxOutputTokens, files = NO_FILES, ...options } = given;
    this.server = new TutorServer({
      history: { limit: 10, mode: 'messages' },
      ...options,
      store: this.store,
      models: { answer: model, title: titleModel, maxOutputTokens },
      files,
      onError: (error) => this.errors.push(error),
    });
  }

  /** Sends the messages of one conversation, each after the answer to the one before. @returns the events of the last one */
  async ask(
    messages: string[],
    { metadata = {}, userId, onMessage, onLast, onEvent }: AskOptions = {},
  ): Promise<ThreadStreamEvent[]> {
    let threadId: string | undefined;
    let events: ThreadStreamEvent[] = [];
    for (const [at, text] of messages.entries()) {
      const isLast = at === messages.length - 1;
      onMessage?.(text);
      if (isLast) onLast?.();
      const input = {
        content: [{ type: 'input_text', text }],
        attachments: [],
        inference_options: {},
      };
      const body =
        threadId === undefined
          ? { type: 'threads.create', params: { input }, metadata }
          : { type: 'threads.add_user_message', params: { thread_id: threadId, input }, metadata };
      events = await this.send(body, userId, isLast ? onEvent : undefined);
      threadId ??= threadIdOf(events);
    }
    return events;
  }

  /** @returns the events of the answer to one request */
  async send(
    body: object,
    userId = 'student',
    onEvent: (event: ThreadStreamEvent) => void = () => undefined,
  ): Promise<ThreadStreamEvent[]> {
    const response = await this.post(body, userId);
    const events: ThreadStreamEvent[] = [];
    for await (const event of readEvents(response)) {
      events.push(event);
      onEvent(event);
    }
    return events;
  }

  /** @param headers sent with the request: a client declares our extensions there */
  post(body: object, userId = 'student', headers: Record<string, string> = {}): Promise<Response> {
    const request = new Request(`${SITE}/api/chatkit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    return handleRequest(this.server, request, (parsed) => {
      const { userInfo, page } = turnMetadata(parsed);
      return {
        principal: { userId },
        requestId: 'test',
        metadata: parsed.metadata,
        loadProfile: async () => userInfo,
        page,
        siteUrl: SITE,
      };
    });
  }
}

const NO_FILES: FileReader = { get: noFiles };

async function noFiles(): Promise<never> {
  throw new Error('there are no files here');
}

/** What an answer says, and what it cites. */
export function answered(events: ThreadStreamEvent[]): { text: string; annotations: Annotation[] } {
  const parts = events.flatMap((event) =>
    event.type === 'thread.item.done' && event.item.type === 'assistant_message' ? event.item.content : [],
  );
  return {
    text: parts.map(({ text }) => text).join('\n'),
    annotations: parts.flatMap(({ annotations }) => annotations),
  };
}
