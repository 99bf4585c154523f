import { Agent, type AgentInputItem, type CallModelInputFilter, type Model, Runner } from '@openai/agents';
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
  WorkflowItem,
} from '../chatkit/protocol';
import { type AudioInput, ChatKitServer, type ChatKitServerOptions } from '../chatkit/server/chatkit-server';
import { CustomStreamError, InvalidRequest } from '../chatkit/server/errors';
import type { FileReader } from '../files/file-store';
import { countTokens } from '../search/chunk/count-tokens';
import type { CourseSearch } from '../search/course-search';
import type { CourseShape } from '../search/course-shape';
import { VisibleTextStream } from '../text/visible-text-stream';
import { Care } from './care/care';
import { citedTexts } from './cited-text';
import type { CourseLessons } from './course-lessons';
import { friendlyModelError } from './friendly-model-error';
import { withUncitedNote } from './grounding/with-uncited-note';
import { isGuide } from './guide/guide-model';
import { NOTHING_KNOWN } from './guide/turn';
import { type History, loadHistory } from './history';
import { languageName } from './language-name';
import { ModelQueue } from './model-queue';
import { type ModelFailure, modelRetry } from './model-retry';
import type { Models } from './models';
import { type ModelObserver, ObservedModel } from './observed-model';
import { observedTool, type ToolObserver } from './observed-tool';
import { openLessonTool } from './open-lesson-tool';
import { OwnSourcesOnly } from './own-sources-only';
import { passageLinks } from './passage-text';
import { queuePosition } from './queue-position';
import { QueuedModel } from './queued-model';
import { afterQuizAction, isQuizAction } from './quiz/quiz-actions';
import { isQuizTurn, quizTurn } from './quiz/quiz-turns';
import { quizTool } from './quiz-tool';
import { readLessonTool } from './read-lesson-tool';
import { ReadableCallsModel } from './readable-calls-model';
import { asks } from './retrieval/asks';
import { findFirstPassages } from './retrieval/first-passages';
import { type FirstQueries, firstQueries, NO_QUERIES } from './retrieval/first-queries';
import { retrievingFilter } from './retrieval/retrieving-filter';
import { say } from './say';
import { searchTool } from './search-tool';
import { type SilentLook, summed, uncited, withoutPassages } from './search-workflow';
import { systemPrompt } from './system-prompt';
import { TurnPassages } from './turn-passages';
import { TurnTitle } from './turn-title';
import type { ModelCall, TutorContext, TutorTurn } from './tutor-context';
import { TutorModelInput } from './tutor-model-input';
import { modelInputFilter } from './visible-model-input';
import { withWritingLine } from './writing-line';

export interface TutorServerOptions extends ChatKitServerOptions<TutorContext> {
  models: Models;
  search: CourseSearch;
  course: CourseShape;
  lessons: CourseLessons;
  files: FileReader;
  /** Answers some messages in place of the model; without a moderation and a line of the school, if absent. */
  care?: Care;
  history: { limit: number; mode: 'messages' | 'prompt' };
  /** Whether the course is searched before the first call to the model; on by default. */
  retrieveFirst?: boolean;
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

/** Messages of the conversation that the guide knows. */
const MAX_GUIDE_MESSAGES = 100;

/** Most calls to the model in one turn: a question, some searches, the answer. */
const MAX_MODEL_CALLS = 8;

/** The tutor of RoboLearn: an agent with the course search, on a ChatKit server. */
export class TutorServer extends ChatKitServer<TutorContext> {
  private readonly runner: Runner;
  /** Everything that a model reads goes through it. */
  private readonly clean: CallModelInputFilter;
  private readonly queue: ModelQueue;
  private readonly care: Care;

  constructor(private readonly tutor: TutorServerOptions) {
    super({
      ...tutor,
      allowedLinks: ({ siteUrl }) => [
        ...courseRoots(tutor.course).map((root) => `${siteUrl}${root}/`),
        ...(tutor.linkHosts ?? []),
      ],
    });
    this.care = tutor.care ?? new Care();
    const { maxOutputTokens, queue = new ModelQueue() } = tutor.models;
    this.queue = queue;
    this.clean = modelInputFilter(tutor.models);
    this.runner = new Runner({
      tracingDisabled: true,
      callModelInputFilter: this.clean,
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
    const care = message && (await this.care.replyTo(message, signal));
    if (care) {
      thread.title ||= care.title;
      const { generateId, now } = this;
      return yield* say(care.text, { threadId: thread.id, generateId, now, signal });
    }
    const turnSize = { hasFiles: (message?.attachments.length ?? 0) > 0, isFirst: !thread.title };
    const title = message && !thread.title ? this.newTitle(thread, message, context, signal) : undefined;
    try {
      // Nothing is paid for what the guide reads, and it has to know what it has quoted.
      const limit = isGuide(this.tutor.models.answer) ? MAX_GUIDE_MESSAGES : this.tutor.history.limit;
      const [profile, history] = await Promise.all([
        context.loadProfile(),
        loadHistory(this.store, context.principal, thread.id, message, limit, context.continues?.note),
      ]);
      const { siteUrl } = context;
      const passages = new TurnPassages({ siteUrl, links: await passageLinks(this.tutor) });
      const turn: TutorTurn = { ...context, profile, passages };
      const { generateId, now, store } = this;
      const agentContext = new AgentContext<TutorTurn>({
        thread,
        request: turn,
        generateId,
        now,
        store,
        citations: turn.passages.citations,
      });
      const agent = this.agent(agentContext, history, await this.answeringModel(turn));
      const queries = this.firstQueries(history, turn);
      let look: SilentLook = 'none';
      const find = async () => {
        const { text, isEmpty } = await findFirstPassages(queries, agentContext, this.retrieval(history));
        look = isEmpty ? 'empty' : 'found';
        return text;
      };
      const retrieves = queries.primary.length > 0 && this.tutor.retrieveFirst !== false;
      const { input, at } = await this.input(history, context);
      const run = await this.runner.run(agent, input, {
        stream: true,
        context: agentContext,
        signal,
        maxTurns: MAX_MODEL_CALLS,
        callModelInputFilter: retrieves ? this.inputFilter(at, find) : this.clean,
      });
      // A stopped run rejects; whoever stopped it knows.
      run.completed.catch(() => undefined);
      const shown = streamAgentResponse(agentContext, run, {
        signal,
        textFilter: () => new VisibleTextStream(),
        converter: new OwnSourcesOnly(),
      });
      const told = withUncitedNote(summed(withWritingLine(shown)), (looked) =>
        queries.primary.length === 0 || context.continues || signal.aborted
          ? undefined
          : this.uncitedNote(thread.id, looked, look),
      );
      let hasEnded = false;
      for await (const event of told) {
        if (startsAnswer(event)) title?.ask();
        hasEnded ||= 'item' in event && event.item.type === 'turn_end';
        yield event;
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

  /** The model of the configuration; the guide is told what it needs for the turn. */
  private async answeringModel(turn: TutorTurn): Promise<Model> {
    const { models, lessons } = this.tutor;
    if (!isGuide(models.answer)) return models.answer;
    const { siteUrl, profile, page } = turn;
    try {
      return models.answer.knowing({ course: await lessons.course(), siteUrl, profile, page });
    } catch (error) {
      // It can still search.
      this.reportError(error, turn);
      return models.answer.knowing({ ...NOTHING_KNOWN, siteUrl, profile, page });
    }
  }

  private agent(
    context: AgentContext<TutorTurn>,
    { earlier }: History,
    answering: Model,
  ): Agent<AgentContext<TutorTurn>> {
    const { profile, page } = context.request;
    const { search, course, lessons } = this.tutor;
    const onError = this.reportError;
    const asJson = isGuide(answering);
    const lines = this.historyMode === 'prompt' ? { history: earlier.flatMap(asLine) } : {};
    return new Agent<AgentContext<TutorTurn>>({
      name: 'RoboLearnAssistant',
      instructions: systemPrompt({
        profile,
        page,
        language: languageName(course.locales.default),
        retrievesFirst: this.tutor.retrieveFirst ?? true,
        ...lines,
      }),
      model: new AnsweringModel(
        new ReadableCallsModel(
          new QueuedModel(this.metered('answer', answering, context.thread.id, context.request), {
            queue: this.queue,
            mayWait: true,
            onPosition: (position) => context.progress(queuePosition(position), 'clock'),
          }),
        ),
      ),
      tools: [
        searchTool({ search, course, asJson, onError }),
        readLessonTool({ search, asJson, onError }),
        quizTool({ search, lessons, onError }),
        openLessonTool({ lessons, onError }),
      ].map((tool) => observedTool(tool, this.tutor.observe?.tool)),
      toolUseBehavior: stopForClientTool,
    });
  }

  /** The guide reads typed messages. */
  private get historyMode(): 'messages' | 'prompt' {
    return isGuide(this.tutor.models.answer) ? 'messages' : this.tutor.history.mode;
  }

  private newTitle(
    thread: ThreadMetadata,
    message: UserMessageItem,
    context: TutorContext,
    signal: AbortSignal,
  ): TurnTitle {
    const { runner, queue } = this;
    const plain = this.tutor.models.title;
    // Answers go first: a title that would have to wait is made without a model.
    const model =
      plain && new QueuedModel(this.metered('title', plain, thread.id, context), { queue, mayWait: false });
    return new TurnTitle({ thread, message, model, runner, signal });
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

  /**
   * What came earlier as typed turns, unless its messages stand in the prompt, then the present turn.
   *
   * @returns `at`: the place of the student's message, with which the present turn begins
   */
  private async input(
    { earlier, turn }: History,
    { principal }: TutorContext,
  ): Promise<{ input: AgentInputItem[]; at: number }> {
    const typed =
      this.historyMode === 'prompt' ? earlier.filter((item) => asLine(item).length === 0) : earlier;
    const current = turn.find((item) => item.type === 'user_message');
    const { files, lessons } = this.tutor;
    const converter = new TutorModelInput(files, lessons, principal, current?.id);
    const before = await toModelInput(typed, converter);
    const input = [...before, ...(await toModelInput(turn, converter))];
    return { input, at: before.length };
  }

  /** What the course is asked before the model is; nothing for the guide, which asks by itself. */
  private firstQueries({ earlier, turn }: History, { profile, page }: TutorTurn): FirstQueries {
    const [message] = turn;
    if (isGuide(this.tutor.models.answer) || message?.type !== 'user_message') return NO_QUERIES;
    return firstQueries({ message, history: earlier.flatMap(asLine), profile, page });
  }

  /** What every call of the turn goes through: passages are added, and what nobody sees is taken out. */
  private inputFilter(at: number, find: () => Promise<string>): CallModelInputFilter {
    const retrieving = retrievingFilter(at, find);
    return async (given) => this.clean({ ...given, modelData: await retrieving(given) });
  }

  private retrieval({ turn: [message] }: History) {
    const { search, course } = this.tutor;
    const { quoted_text, messageText } =
      message?.type === 'user_message'
        ? { ...message, messageText: userMessageText(message).trim() }
        : { messageText: '' };
    return {
      search,
      course,
      messageText,
      showsSearch: !!quoted_text || asks(messageText),
      onError: this.reportError,
    };
  }

  /**
   * @param looked what the student has read of searches, undefined for nothing
   * @param look the one before the first call
   */
  private uncitedNote(
    threadId: string,
    looked: WorkflowItem | undefined,
    look: SilentLook,
  ): WorkflowItem | undefined {
    if (looked) return uncited(looked);
    const id = this.generateId('workflow', threadId);
    return withoutPassages({ id, thread_id: threadId, created_at: this.now().toISOString() }, look);
  }

  private readonly reportError = (error: unknown, { principal, requestId }: TutorContext) =>
    this.onError(error, { userId: principal.userId, requestId });
}

/** Where the site serves the course, in each of its languages; its own first. */
function courseRoots({ route, locales }: CourseShape): string[] {
  return [route, ...locales.others.map((locale) => `/${locale}${route}`)];
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

function asLine(
  item: ThreadItem,
): { role: 'user' | 'assistant'; text: string; quoted?: string | undefined }[] {
  if (item.type === 'user_message')
    return [{ role: 'user', text: userMessageText(item), quoted: item.quoted_text }];
  return item.type === 'assistant_message'
    ? [{ role: 'assistant', text: citedTexts(item).join('\n\n') }]
    : [];
}
