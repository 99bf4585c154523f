import {
  isOpenAIChatCompletionsRawModelStreamEvent,
  isOpenAIResponsesRawModelStreamEvent,
  type RunStreamEvent,
} from '@openai/agents';
import type { ThreadStreamEvent, TurnEndReason } from '../protocol';
import { CustomStreamError } from '../server/errors';
import type { AgentContext } from './agent-context';
import type { AnswerEvents } from './answer-events';
import { FunctionCalls } from './client-tool-request';
import { continueWorkflow } from './continue-workflow';
import { isGuardrailTripwire } from './guardrail-tripwire';
import { PlainEvents } from './plain-events';
import { retractedItem } from './raw-extras';
import { ReasoningStream } from './reasoning-stream';
import { ResponseConverter } from './response-converter';
import { ResponsesEvents } from './responses-events';
import { RunEnd } from './run-end';
import type { TextFilter } from './text-filter';

/** A streamed run of the Agents SDK. */
export interface AgentRun extends AsyncIterable<RunStreamEvent> {
  readonly cancelled?: boolean;
}

export interface StreamAgentResponseOptions {
  /** Ends the stream at once, whatever the run does; give the run the same one. */
  signal?: AbortSignal;
  converter?: ResponseConverter;
  /** What the person reads when a guardrail has taken the answer back (trap T47). */
  guardrailText?: string;
  /**
   * Makes a filter for each text of the model that the person reads: the parts of its answer, and its thoughts. With one,
   * a provider's annotations have no place in the text.
   */
  textFilter?: () => TextFilter;
  /** Told of a provider's annotation that cannot be shown. */
  onDropped?: (annotation: unknown) => void;
}

const GUARDRAIL_TEXT = 'This answer was withdrawn. Please ask in another way.';

/** One run on its way into the events of the context. */
export class AgentRunBridge {
  readonly events: AnswerEvents;
  private readonly calls = new FunctionCalls();
  private readonly responses: ResponsesEvents;
  private readonly plain: PlainEvents;
  private readonly runEnd = new RunEnd();
  private isStopped = false;
  /** A message was taken back because nothing of it is shown. */
  private isEmptied = false;
  /** The workflow of an earlier run that this one goes on with. */
  private continued: string | undefined;

  constructor(
    private readonly context: AgentContext,
    private readonly options: StreamAgentResponseOptions,
  ) {
    const { thread, generateId, now, citations, events, request } = context;
    this.events = events;
    // The first message that stays is the rest of the answer that the turn goes on with.
    let textBefore = request.continues?.answer.content.at(-1)?.text ?? '';
    const pass = (event: ThreadStreamEvent, send: (event: ThreadStreamEvent) => void) => {
      if (event.type === 'thread.item.done' && event.item.type === 'assistant_message') textBefore = '';
      send(event);
    };
    const shared = {
      converter: options.converter ?? new ResponseConverter(),
      onDropped: options.onDropped ?? (() => undefined),
      reasoning: new ReasoningStream(context.workflow, options.textFilter),
      message: {
        threadId: thread.id,
        generateId,
        now,
        citations,
        textFilter: options.textFilter,
        textBefore: () => textBefore,
        onEmptied: () => {
          this.isEmptied = true;
        },
        open: (event: ThreadStreamEvent) => pass(event, (passed) => context.stream(passed)),
        emit: (event: ThreadStreamEvent) => pass(event, (passed) => events.push(passed)),
      },
    };
    this.responses = new ResponsesEvents({ ...shared, context });
    this.plain = new PlainEvents(shared);
  }

  /** Nothing more is delivered, and nothing more is written. */
  stop(): void {
    this.isStopped = true;
    this.events.discard();
    this.renew();
  }

  async drive(run: AgentRun): Promise<void> {
    try {
      this.continued = await continueWorkflow(this.context);
      for await (const event of run) {
        if (this.isStopped) return;
        await this.take(event);
      }
      if (!this.isStopped && !run.cancelled) await this.end(this.runEnd.completed);
      this.events.close();
    } catch (error) {
      if (!this.isStopped) await this.endOrFail(error);
    }
    this.renew();
  }

  private async take(event: RunStreamEvent): Promise<void> {
    this.runEnd.observe(event);
    if (event.type === 'run_item_stream_event') this.calls.record(event);
    if (event.type !== 'raw_model_stream_event') return;
    if (isOpenAIResponsesRawModelStreamEvent(event)) {
      const retracted = retractedItem(event.data.event);
      return retracted === undefined
        ? this.responses.take(event.data.event)
        : this.responses.retract(retracted);
    }
    if (isOpenAIChatCompletionsRawModelStreamEvent(event)) return this.plain.takeChunk(event.data.event);
    const { data } = event;
    if (data.type === 'output_text_delta') {
      // A Responses model says this twice; what counts is the raw event, which knows the message and the part.
      if (data.providerData?.type !== 'response.output_text.delta') this.plain.write('text', data.delta);
    } else if (data.type === 'response_done') {
      if (this.responses.hasMessage) this.responses.endResponse();
      else await this.plain.endResponse(this.runEnd.completed === 'filtered' ? [] : data.response.output);
    }
  }

  /** The run has ended by itself (spec 6.10). `reason`: how, if its answer is not whole. */
  private async end(reason: TurnEndReason | undefined): Promise<void> {
    const { context, events } = this;
    this.responses.endResponse();
    this.plain.finish();
    this.responses.removeUnfinishedImages();
    const { store, request, thread } = context;
    // Without a store, or an answer, there is no going on with a workflow in the next run.
    if (!store || reason !== undefined) context.workflow.endAutomatically();
    const workflow = context.workflow.release();
    events.removeUnfinished(workflow?.id);
    if (store && workflow) await store.saveItem(request.principal, thread.id, workflow);
    this.callClientTool();
    const stands = reason ?? (this.isEmptied && !events.hasAnswer ? 'without_words' : undefined);
    if (stands === undefined) return;
    events.removeBlank();
    this.say(stands);
  }

  /** Tells how the turn ended. */
  private say(reason: TurnEndReason): void {
    const { thread, generateId, now } = this.context;
    const id = generateId('turn_end', thread.id);
    const item = { id, thread_id: thread.id, created_at: now().toISOString(), reason };
    this.events.push({ type: 'thread.item.done', item: { type: 'turn_end', ...item } });
  }

  /** Some answers end with an error of the runner: they have ended all the same. */
  private async endOrFail(error: unknown): Promise<void> {
    const reason = this.runEnd.failed(error);
    if (reason === undefined) {
      this.events.break(this.fail(error));
      return;
    }
    try {
      await this.end(reason);
      this.events.close();
    } catch (cause) {
      this.events.break(this.fail(cause));
    }
  }

  private callClientTool(): void {
    const { clientToolCall: call, thread, generateId, now } = this.context;
    if (!call) return;
    this.context.clientToolCall = undefined;
    this.events.push({
      type: 'thread.item.done',
      item: {
        type: 'client_tool_call',
        id: generateId('tool_call', thread.id),
        thread_id: thread.id,
        created_at: now().toISOString(),
        status: 'pending',
        call_id: this.calls.callIdOf(call) ?? generateId('tool_call', thread.id),
        name: call.name,
        arguments: call.arguments,
      },
    });
  }

  /** The run has failed: takes back what cannot stand, and says what the reader shall see. */
  private fail(error: unknown): unknown {
    this.context.workflow.release();
    this.context.clientToolCall = undefined;
    if (!isGuardrailTripwire(error)) {
      // What a filter has held back was said, too.
      this.responses.breakOff();
      this.plain.breakOff();
      this.responses.removeUnfinishedImages();
      return error;
    }
    this.events.removeShown(this.continued);
    const text = this.options.guardrailText ?? GUARDRAIL_TEXT;
    return new CustomStreamError(text, false, { cause: error, end: 'refused' });
  }

  /** The context can serve another run. */
  private renew(): void {
    if (this.context.events === this.events) this.context.renewEvents();
  }
}
