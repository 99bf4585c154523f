import type { IdGenerator } from '../ids';
import type {
  IconName,
  JsonObject,
  Task,
  ThreadMetadata,
  ThreadStreamEvent,
  WidgetRoot,
  Workflow,
  WorkflowItem,
  WorkflowSummary,
} from '../protocol';
import type { RequestContext } from '../server/request-context';
import type { Store } from '../store/store';
import { streamWidget } from '../widgets/stream-widget';
import { ActiveWorkflow } from './active-workflow';
import { AnswerEvents } from './answer-events';
import { Citations } from './citations';
import type { ClientToolRequest } from './client-tool-request';

export interface AgentContextOptions<Context extends RequestContext> {
  thread: ThreadMetadata;
  request: Context;
  generateId: IdGenerator;
  now: () => Date;
  /** With one, a workflow goes on after a client tool (spec 6.2). */
  store?: Store;
  /** What the turn may cite; an empty list of its own if absent. */
  citations?: Citations;
  /** Carried for the caller; the bridge never reads it. */
  previousResponseId?: string;
}

/**
 * What tools of an agent can reach during one turn: the thread, who asks, and the stream of the answer. Everything that a
 * tool sends is copied, and goes out in the order in which it was sent (traps T2, T21).
 */
export class AgentContext<Context extends RequestContext = RequestContext> {
  readonly thread: ThreadMetadata;
  readonly request: Context;
  readonly store: Store | undefined;
  readonly citations: Citations;
  readonly generateId: IdGenerator;
  readonly now: () => Date;
  previousResponseId: string | undefined;
  /** The client tool to run after this turn (spec 6.10). At most one: `callClientTool` refuses a second. */
  clientToolCall: ClientToolRequest | undefined;
  private current = new AnswerEvents();
  readonly workflow: ActiveWorkflow;

  constructor(options: AgentContextOptions<Context>) {
    this.thread = options.thread;
    this.request = options.request;
    this.store = options.store;
    this.generateId = options.generateId;
    this.now = options.now;
    this.citations = options.citations ?? new Citations();
    this.previousResponseId = options.previousResponseId;
    this.workflow = new ActiveWorkflow({
      threadId: options.thread.id,
      generateId: options.generateId,
      now: options.now,
      emit: (event) => this.current.push(event),
    });
  }

  /** The events of the present run. For the bridge; tools use `stream`. */
  get events(): AnswerEvents {
    return this.current;
  }

  /** Begins anew after a run. */
  renewEvents(): void {
    this.current = new AnswerEvents();
  }

  /** Sends an event to the client, in order with the answer. An item that the student sees ends the active workflow. */
  stream(event: ThreadStreamEvent): void {
    this.workflow.observe(event);
    this.current.push(event);
  }

  /** Sends a widget, or the states of one as they come. Resolves with the last of them. @throws what the states throw */
  async streamWidget(widget: WidgetRoot | AsyncIterable<WidgetRoot>, copyText?: string): Promise<void> {
    const { thread, generateId, now } = this;
    const options = { threadId: thread.id, generateId, now, ...(copyText === undefined ? {} : { copyText }) };
    for await (const event of streamWidget(widget, options)) this.stream(event);
  }

  /** The workflow that the turn is working on. */
  get workflowItem(): Readonly<WorkflowItem> | undefined {
    return this.workflow.item;
  }

  /** Begins a workflow, after ending the active one. Without tasks it is shown with its first. */
  startWorkflow(workflow: Workflow): void {
    this.workflow.start(workflow);
  }

  /** Adds a task to the active workflow, or to a new one. Returns its position, for `updateWorkflowTask`. */
  addWorkflowTask(task: Task): number {
    return this.workflow.addTask(task);
  }

  /** @throws RangeError if there is no such task */
  updateWorkflowTask(task: Task, position: number): void {
    this.workflow.updateTask(task, position);
  }

  /** Ends the active workflow; its summary says how long it took unless it has one. */
  endWorkflow(summary?: WorkflowSummary, expanded = false): void {
    this.workflow.end(summary, expanded);
  }

  /** Says what is being done, until the next item or the next such line. */
  progress(text: string, icon?: IconName): void {
    this.stream({ type: 'progress_update', text, ...(icon === undefined ? {} : { icon }) });
  }

  /** Makes the client do something and does not wait for it. */
  clientEffect(name: string, data: JsonObject = {}): void {
    this.stream({ type: 'client_effect', name, data });
  }

  /**
   * Has a tool run in the client once this run has ended. The agent must stop for it (`stopForClientTool`).
   *
   * @throws if the turn has asked for one already: the client runs one in a turn
   */
  callClientTool(name: string, args: JsonObject, callId?: string): void {
    if (this.clientToolCall) throw new Error(`${this.clientToolCall.name} is waiting for the client already`);
    this.clientToolCall = { name, arguments: structuredClone(args), callId };
  }
}
