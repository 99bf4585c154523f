import { Agent, type AgentInputItem, type Model, Runner } from '@openai/agents';
import { AgentContext } from '../chatkit/agents/agent-context';
import { AnsweringModel } from '../chatkit/agents/answering-model';
import { stopForClientTool } from '../chatkit/agents/client-tool';
import { assistantMessageText, userMessageText } from '../chatkit/agents/message-text';
import { MeteredModel } from '../chatkit/agents/metered-model';
import type { BeginCall } from '../chatkit/agents/model-usage';
import { streamAgentResponse } from '../chatkit/agents/stream-agent-response';
import { toModelInput } from '../chatkit/agents/to-model-input';
import type {
  Action,
  FeedbackKind,
  SyncCustomActionResponse,
  ThreadItem,
  ThreadMetadata,
  ThreadStreamEvent,
  TranscriptionResult,
  UserMessageItem,
  WidgetItem,
} from '../chatkit/protocol';
import { type AudioInput, ChatKitServer, type ChatKitServerOptions } from '../chatkit/server/chatkit-server';
import { CustomStreamError, InvalidRequest } from '../chatkit/server/errors';
import type { FileReader } from '../files/file-store';
import { countTokens } from '../search/chunk/count-tokens';
import type { CourseSearch } from '../search/course-search';
import type { CourseShape } from '../search/course-shape';
import { VisibleTextStream } from '../text/visible-text-stream';
import type { CourseLessons } from './course-lessons';
import { friendlyModelError } from './friendly-model-error';
import { type History, loadHistory } from './history';
import { ModelQueue } from './model-queue';
import { type ModelFailure, modelRetry } from './model-retry';
import type { Models } from './models';
import { type ModelObserver, ObservedModel } from './observed-model';
import { observedTool, type ToolObserver } from './observed-tool';
import { openLessonTool } from './open-lesson-tool';
import { OwnSourcesOnly } from './own-sources-only';
import { queuePosition } from './queue-position';
import { QueuedModel } from './queued-model';
import { afterQuizAction, isQuizAction } from './quiz/quiz-actions';
import { isQuizTurn, quizTurn } from './quiz/quiz-turns';
import { quizTool } from './quiz-tool';
import { readLessonTool } from './read-lesson-tool';
import { searchTool } from './search-tool';
import { withSearchSummary } from './search-workflow';
import { systemPrompt } from './system-prompt';
import { titleByModel, titleFromMessage } from './thread-title';
import type { ModelCall, TutorContext, TutorTurn } from './tutor-context';
import { TutorModelInput } from './tutor-model-input';
import { visibleModelInput } from './visible-model-input';
import { withWritingLine } from './writing-line';

export interface TutorServerOptions extends ChatKitServerOptions<TutorContext> {
  models: Models;
  search: CourseSearch;
  course: CourseShape;
  lessons: CourseLessons;
  files: FileReader;
  history: { limit: number; mode: 'messages' | 'prompt' };
  /** Hosts whose pages answers may link, beside those of the course: `docs.ros.org`, or `*.ros.org` for all beneath it. */
  linkHosts?: readonly string[];
  /** Told of every opinion on an answer; never of what it says. */
  onFeedback?: (feedback: Feedback) => void;
  /** Told of every turn that wrote markers naming nothing that it had retrieved. */
  onDroppedCitations?: (count: number) => void;
  /** Told of every call to the model that failed and is made again. */
  onModelRetry?: (failure: ModelFailure) => void;
  /** Sees calls to the model and to tools begin and end, without what is in them. */
  observe?: {
    modelCall(call: { purpose: 'answer' | 'title'; model: string }): ReturnType<ModelObserver>;
    tool: ToolObserver;
  };
}

/** An opinion on an answer. */
export interface Feedback {
  userId: string;
  requestId: string;
  threadId: string;
  itemIds: string[];
  kind: FeedbackKind;
}

/** Most calls to the model in one turn: a question, some searches, the answer. */
const MAX_MODEL_CALLS = 8;

/** How long the thread's title may take, from the answer's first words on, in milliseconds. */
const TITLE_PATIENCE_MS = 3_000;

/** The tutor of RoboLearn: an agent with the course search, on a ChatKit server. */
export class TutorServer extends ChatKitServer<TutorContext> {
  private readonly runner: Runner;
  private readonly queue: ModelQueue;

  constructor(private readonly tutor: TutorServerOptions) {
    super({
      ...tutor,
      allowedLinks: ({ siteUrl }) => [`${siteUrl}${tutor.course.route}/`, ...(tutor.linkHosts ?? [])],
    });
    const { maxOutputTokens, queue = new ModelQueue() } = tutor.models;
    this.queue = queue;
    this.runner = new Runner({
      tracingDisabled: true,
      callModelInputFilter: visibleModelInput,
      // A model that makes tools up can go on without them.
      toolNotFoundBehavior: 'return_error_to_model',
      modelSettings: {
        retry: modelRetry(tutor.onModelRetry),
        ...(maxOutputTokens === undefined ? {} : { maxTokens: maxOutputTokens }),
      },
    });
  }

  override async *respond(
    thread: ThreadMetadata,
    message: UserMessageItem | null,
    context: TutorContext,
    signal: AbortSignal,
  ): AsyncGenerator<ThreadStreamEvent> {
    const turnSize = { hasFiles: (message?.attachments.length ?? 0) > 0, isFirst: !thread.title };
    const title =
      message && !thread.title ? this.titleAfterStart(thread, message, context, signal) : undefined;
    try {
      const { limit } = this.tutor.history;
      const [profile, history] = await Promise.all([
        context.loadProfile(),
        loadHistory(this.store, context.principal, thread.id, message, limit, context.continues?.note),
      ]);
      const turn: TutorTurn = { ...context, profile };
      const { generateId, now, store } = this;
      const agentContext = new AgentContext<TutorTurn>({ thread, request: turn, generateId, now, store });
      const agent = this.agent(agentContext, history);
      const input = await this.input(history, context);
      const run = await this.runner.run(agent, input, {
        stream: true,
        context: agentContext,
        signal,
        maxTurns: MAX_MODEL_CALLS,
      });
      // A stopped run rejects; whoever stopped it knows.
      run.completed.catch(() => undefined);
      const shown = streamAgentResponse(agentContext, run, {
        signal,
        textFilter: () => new VisibleTextStream(),
        converter: new OwnSourcesOnly(),
      });
      let hasEnded = false;
      for await (const event of withWritingLine(shown)) {
        hasEnded ||= 'item' in event && event.item.type === 'turn_end';
        if (startsAnswer(event)) title?.ask();
        yield withSearchSummary(event);
      }
      // The runner takes some ends of an answer for failures.
      if (!hasEnded) await run.completed;
      const { droppedMarkers } = agentContext.citations;
      if (droppedMarkers > 0) this.tutor.onDroppedCitations?.(droppedMarkers);
    } catch (error) {
      title?.takeFromMessage();
      throw friendlyModelError(error, turnSize);
    }
    title?.ask();
    await title?.given;
  }

  /** A button of a card that begins a turn. */
  override action(
    thread: ThreadMetadata,
    { type }: Action,
    sender: WidgetItem | null,
    context: TutorContext,
    signal: AbortSignal,
  ): AsyncIterable<ThreadStreamEvent> {
    if (!isQuizTurn(type) || !sender) throw new CustomStreamError('This button does nothing here.');
    return quizTurn(type, { server: this, lessons: this.tutor.lessons, thread, sender, context, signal });
  }

  /** A button of a card that changes the card. */
  override async syncAction(
    thread: ThreadMetadata,
    action: Action,
    sender: WidgetItem | null,
    context: TutorContext,
  ): Promise<SyncCustomActionResponse> {
    if (!isQuizAction(action)) return super.syncAction(thread, action, sender, context);
    if (!sender) throw new InvalidRequest('This action belongs to a card.');
    return { updated_item: await afterQuizAction(this.tutor.lessons, action, sender, context.siteUrl) };
  }

  override async addFeedback(
    threadId: string,
    itemIds: string[],
    kind: FeedbackKind,
    context: TutorContext,
  ): Promise<void> {
    await super.addFeedback(threadId, itemIds, kind, context);
    const { principal, requestId } = context;
    this.tutor.onFeedback?.({ userId: principal.userId, requestId, threadId, itemIds, kind });
  }

  override async transcribe(audio: AudioInput, context: TutorContext): Promise<TranscriptionResult> {
    const { transcribe, names } = this.tutor.models;
    if (!transcribe) return super.transcribe(audio, context);
    const { beginModelCall } = context;
    const call: ModelCall = { purpose: 'dictation', model: names?.dictation ?? 'unknown' };
    return { text: await transcribe(audio, beginModelCall?.bind(undefined, call)) };
  }

  private agent(context: AgentContext<TutorTurn>, { earlier }: History): Agent<AgentContext<TutorTurn>> {
    const { profile, page } = context.request;
    const { search, course, lessons } = this.tutor;
    const onError = (error: unknown, { principal, requestId }: TutorContext) =>
      this.onError(error, { userId: principal.userId, requestId });
    const lines = this.tutor.history.mode === 'prompt' ? { history: earlier.flatMap(asLine) } : {};
    return new Agent<AgentContext<TutorTurn>>({
      name: 'RoboLearnAssistant',
      instructions: systemPrompt({ profile, page, ...lines }),
      model: new AnsweringModel(
        new QueuedModel(
          this.metered('answer', this.tutor.models.answer, context.thread.id, context.request),
          {
            queue: this.queue,
            mayWait: true,
            onPosition: (position) => context.progress(queuePosition(position), 'clock'),
          },
        ),
      ),
      tools: [
        searchTool({ search, course, onError }),
        readLessonTool({ search, onError }),
        quizTool({ search, lessons, onError }),
        openLessonTool({ lessons, onError }),
      ].map((tool) => observedTool(tool, this.tutor.observe?.tool)),
      toolUseBehavior: stopForClientTool,
    });
  }

  private metered(
    purpose: 'answer' | 'title',
    plain: Model,
    threadId: string,
    { beginModelCall }: TutorContext,
  ): Model {
    const { models, observe } = this.tutor;
    const name = models.names?.[purpose];
    const call = { purpose, model: name ?? 'guide' } as const;
    const model = observe ? new ObservedModel(plain, () => observe.modelCall(call)) : plain;
    if (!name || !beginModelCall) return model;
    const begin: BeginCall = (most, signal) => beginModelCall({ ...call, threadId }, most, signal);
    return new MeteredModel(model, { begin, countTokens });
  }

  /** What came earlier as typed turns, unless its messages stand in the prompt, then the present turn. */
  private input({ earlier, turn }: History, { principal }: TutorContext): Promise<AgentInputItem[]> {
    const typed =
      this.tutor.history.mode === 'prompt' ? earlier.filter((item) => asLine(item).length === 0) : earlier;
    const current = turn.find((item) => item.type === 'user_message');
    const { files, lessons } = this.tutor;
    return toModelInput([...typed, ...turn], new TutorModelInput(files, lessons, principal, current?.id));
  }

  /**
   * The title of a new thread. Its model is to be asked once the answer has begun, or has ended without words, so that the call takes no
   * slot of a small server before an answer has one. The pipeline saves and announces the title as soon as it is there.
   */
  private titleAfterStart(
    thread: ThreadMetadata,
    message: UserMessageItem,
    context: TutorContext,
    signal: AbortSignal,
  ): { ask: () => void; takeFromMessage: () => void; given: Promise<void> } {
    const question =
      userMessageText(message).trim() || message.quoted_text || message.attachments[0]?.name || '';
    const give = (title: string | undefined) => {
      if (title && !signal.aborted) thread.title = title;
    };
    const failed = new AbortController();
    const eitherEnd = AbortSignal.any([signal, failed.signal]);
    let ask: () => void = () => undefined;
    const given = new Promise<void>((resolve) => {
      ask = resolve;
    }).then(async () =>
      give((await this.modelTitle(question, thread.id, context, eitherEnd)) ?? titleFromMessage(question)),
    );
    // A turn that has failed does not wait for the one that it has asked for, nor pay for it.
    const takeFromMessage = () => {
      failed.abort();
      give(thread.title ?? titleFromMessage(question));
    };
    return { ask, takeFromMessage, given };
  }

  /** Undefined if it does not come in time, and where no model makes titles. */
  private async modelTitle(
    question: string,
    threadId: string,
    context: TutorContext,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { title: model } = this.tutor.models;
    if (!model || !question) return undefined;
    // A title that comes too late is not wanted, nor paid for.
    const patience = AbortSignal.any([signal, AbortSignal.timeout(TITLE_PATIENCE_MS)]);
    // Answers go first: a title that would have to wait is made without a model.
    const queued = new QueuedModel(this.metered('title', model, threadId, context), {
      queue: this.queue,
      mayWait: false,
    });
    const byModel = titleByModel(this.runner, queued, question, patience).catch(() => undefined);
    return Promise.race([byModel, later(TITLE_PATIENCE_MS)]);
  }
}

/** The first words of the answer, or more of them. */
function startsAnswer(event: ThreadStreamEvent): boolean {
  if (event.type === 'thread.item.updated') {
    return event.update.type === 'assistant_message.content_part.text_delta';
  }
  return (
    (event.type === 'thread.item.added' || event.type === 'thread.item.done') &&
    event.item.type === 'assistant_message' &&
    assistantMessageText(event.item) !== ''
  );
}

function asLine(item: ThreadItem): { role: 'user' | 'assistant'; text: string }[] {
  if (item.type === 'user_message') return [{ role: 'user', text: userMessageText(item) }];
  return item.type === 'assistant_message' ? [{ role: 'assistant', text: assistantMessageText(item) }] : [];
}

function later(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), milliseconds).unref();
  });
}
