import { randomUUID } from 'node:crypto';
import { generateId, type IdGenerator } from '../ids';
import type {
  Action,
  ChatKitRequest,
  FeedbackKind,
  StreamOptions,
  SyncCustomActionResponse,
  ThreadItem,
  ThreadMetadata,
  ThreadStreamEvent,
  TranscriptionResult,
  UserMessageItem,
  WidgetItem,
} from '../protocol';
import { isStreaming } from '../protocol/requests';
import { IdempotentAnswers } from '../runs/idempotent-answers';
import { MemoryRunStore } from '../runs/memory-run-store';
import type { OnRun } from '../runs/run-observation';
import type { RequestKey, RunStore } from '../runs/run-store';
import { Runs, type RunsOptions } from '../runs/runs';
import type { StartedTurn } from '../runs/turn-request';
import type { AttachmentStore, Store } from '../store/store';
import { answer } from './answer';
import { closeLostRun } from './close-lost-run';
import { InvalidRequest } from './errors';
import { increasingClock } from './increasing-clock';
import type { JsonAnswer } from './json-answer';
import { persistStoppedTurn } from './persist-stopped-turn';
import type { RequestContext } from './request-context';
import { startTurn } from './start-turn';
import { Wire } from './wire';

export interface ChatKitServerOptions<Context extends RequestContext = RequestContext> {
  store: Store;
  /** Without one, uploads are refused. */
  attachmentStore?: AttachmentStore<Context>;
  /** Where turns are known beyond this process, so that others can follow and stop them; in its memory if absent. */
  runStore?: RunStore;
  generateId?: IdGenerator;
  now?: () => Date;
  /** Silence in a stream after which its client gets a comment, in milliseconds. */
  heartbeatMs?: number;
  /** How long a turn may take, in milliseconds; it is stopped then. Ten minutes if absent. */
  maxTurnMs?: number | undefined;
  /** How long the store may be away before what a turn has to store is given up, in milliseconds. Two minutes if absent. */
  maxOutageMs?: number | undefined;
  /** How long a stopped turn may take to end before it is given up, in milliseconds. Five seconds if absent. */
  graceMs?: number;
  /** What new threads have from the start. */
  threadDefaults?: Pick<ThreadMetadata, 'allowed_image_domains'>;
  /**
   * What texts of the model may link: hosts (`docs.ros.org`, `*.ros.org`) and beginnings of addresses
   * (`https://learn.example/docs/`). Clients that declare our extensions are told, and keep to it; for all others, links that are
   * not allowed are disarmed (`DisarmedText`). Everything, if absent.
   */
  allowedLinks?: (context: Context) => readonly string[];
  /** Told of every failure that a client only sees as a friendly message. */
  onError?: (error: unknown, about: ErrorContext) => void;
  /** Told of every turn that begins, and through what it answers of how it went. Never of what was said. */
  onRun?: OnRun;
}

export interface ErrorContext {
  userId: string;
  threadId?: string | undefined;
  requestId?: string;
}

const HEARTBEAT_MS = 15_000;

/** A recording as the transcription hook receives it. `mediaType` is `mimeType` without its parameters. */
export interface AudioInput {
  data: Uint8Array<ArrayBuffer>;
  mimeType: string;
  mediaType: string;
}

export type ChatKitResult = ({ kind: 'json' } & JsonAnswer) | { kind: 'stream'; turn: StartedTurn };

/**
 * A ChatKit server: answers every operation of the protocol with working defaults. Subclass it and write `respond`; override
 * the other hooks for what your application adds.
 */
export abstract class ChatKitServer<Context extends RequestContext = RequestContext> {
  readonly store: Store;
  readonly attachmentStore: AttachmentStore<Context> | undefined;
  readonly generateId: IdGenerator;
  readonly now: () => Date;
  readonly threadDefaults: Pick<ThreadMetadata, 'allowed_image_domains'>;
  readonly allowedLinks: ((context: Context) => readonly string[]) | undefined;
  readonly heartbeatMs: number;
  readonly maxOutageMs: number | undefined;
  readonly runs: Runs;
  readonly idempotent: IdempotentAnswers;
  readonly onError: (error: unknown, about: ErrorContext) => void;

  constructor(options: ChatKitServerOptions<Context>) {
    this.store = options.store;
    this.attachmentStore = options.attachmentStore;
    this.generateId = options.generateId ?? generateId;
    this.now = increasingClock(options.now ?? (() => new Date()));
    this.heartbeatMs = options.heartbeatMs ?? HEARTBEAT_MS;
    this.threadDefaults = options.threadDefaults ?? {};
    this.allowedLinks = options.allowedLinks;
    this.maxOutageMs = options.maxOutageMs;
    this.onError = withoutThrowing(options.onError);
    // Runs are not things of a thread: they take no number of a generator that counts.
    const { maxTurnMs, graceMs, onRun } = options;
    const { onError } = this;
    const store = options.runStore ?? new MemoryRunStore(randomUUID());
    const closeLost: RunsOptions['closeLost'] = (run, events) => closeLostRun(this, run, events);
    this.runs = new Runs({ generateId, store, closeLost, onError, maxTurnMs, graceMs, onRun });
    this.idempotent = new IdempotentAnswers(store);
  }

  /**
   * Answers a turn.
   *
   * @param thread change its title, status or metadata to have them saved and announced
   * @param userMessage the message to answer; null after a client tool's output or a structured input
   * @param signal aborts when the turn is stopped
   */
  abstract respond(
    thread: ThreadMetadata,
    userMessage: UserMessageItem | null,
    context: Context,
    signal: AbortSignal,
  ): AsyncIterable<ThreadStreamEvent>;

  /** Answers an action of a widget (or of the host page: `sender` is null then). */
  action(
    _thread: ThreadMetadata,
    action: Action,
    _sender: WidgetItem | null,
    _context: Context,
    _signal: AbortSignal,
  ): AsyncIterable<ThreadStreamEvent> {
    throw new Error(`action ${action.type} has no handler`);
  }

  /** Answers a non-streaming action; an `updated_item` replaces the widget in the client. */
  async syncAction(
    _thread: ThreadMetadata,
    action: Action,
    _sender: WidgetItem | null,
    _context: Context,
  ): Promise<SyncCustomActionResponse> {
    throw new InvalidRequest(`There is no action ${action.type}.`);
  }

  /** Called with ids that exist in the thread. The default remembers the opinion in the store. */
  async addFeedback(
    threadId: string,
    itemIds: string[],
    kind: FeedbackKind,
    context: Context,
  ): Promise<void> {
    await this.store.saveFeedback(context.principal, threadId, itemIds, kind);
  }

  async transcribe(_audio: AudioInput, _context: Context): Promise<TranscriptionResult> {
    throw new InvalidRequest('Dictation is not available here.');
  }

  /**
   * Last say on what ended a turn early. Answer a `CustomStreamError` to say something to the person; anything else becomes a
   * general message.
   */
  explain(error: unknown, _context: Context): unknown {
    return error;
  }

  streamOptions(_thread: ThreadMetadata, _context: Context): StreamOptions {
    return { allow_cancel: true };
  }

  /** Called once when a turn was stopped, with what had been started and not finished. The default keeps what was said. */
  async onStopped(thread: ThreadMetadata, pending: ThreadItem[], context: Context): Promise<void> {
    await persistStoppedTurn(this, thread, pending, context);
  }

  /** What the client of this request may see, and in which form. */
  wire(context: Context): Wire {
    const about = { userId: context.principal.userId, requestId: context.requestId };
    return new Wire(async (attachment) => {
      try {
        return (await this.attachmentStore?.presentAttachment?.(attachment, context)) ?? attachment;
      } catch (error) {
        // One file without a fresh link must not keep a whole conversation from being read.
        this.onError(error, about);
        return attachment;
      }
    }, this.allowedLinks?.(context));
  }

  /**
   * Answers one request. What it answers has our extensions; `OfficialForm` takes them out for clients that do not declare them.
   *
   * @param options `declared`: whether the client declares our extensions (`isDeclared`); `key`: under which the request of a turn is
   *   carried out once
   * @throws ChatKitError for everything that can be refused; nothing has been written or sent then
   */
  async process(
    request: ChatKitRequest,
    context: Context,
    { declared = false, key }: { declared?: boolean; key?: RequestKey | undefined } = {},
  ): Promise<ChatKitResult> {
    if (isStreaming(request))
      return { kind: 'stream', turn: await startTurn(this, request, context, { declared, key }) };
    return { kind: 'json', ...(await answer(this, request, context, declared)) };
  }
}

/** To report a failure must not become one. */
function withoutThrowing(onError: ChatKitServerOptions['onError']): ChatKitServer['onError'] {
  return (error, about) => {
    try {
      onError?.(error, about);
    } catch (failure) {
      console.error(failure);
    }
  };
}
