import type { IdGenerator } from '../ids';
import type { Task, ThreadStreamEvent, Workflow, WorkflowItem, WorkflowSummary } from '../protocol';
import { isHidden } from '../protocol/items';
import { applyItemUpdate } from '../server/apply-item-update';

export interface ActiveWorkflowOptions {
  threadId: string;
  generateId: IdGenerator;
  now: () => Date;
  emit: (event: ThreadStreamEvent) => void;
}

/**
 * The workflow that a turn is working on: at most one, shown with its first task, and ended by whatever the student sees
 * next (spec 6.1, 6.4, 6.8). Tasks are told apart by their position (trap T16).
 */
export class ActiveWorkflow {
  private active: { item: WorkflowItem; shown: boolean } | undefined;

  constructor(private readonly options: ActiveWorkflowOptions) {}

  get item(): Readonly<WorkflowItem> | undefined {
    return this.active?.item;
  }

  /** Begins a workflow, after ending the one that was active (trap T17). One without tasks is shown with its first task. */
  start(workflow: Workflow): void {
    this.endAutomatically();
    const { threadId, generateId, now } = this.options;
    const item: WorkflowItem = {
      type: 'workflow',
      id: generateId('workflow', threadId),
      thread_id: threadId,
      created_at: now().toISOString(),
      workflow: structuredClone(workflow),
    };
    this.active = { item, shown: false };
    if (workflow.type === 'reasoning' || workflow.tasks.length > 0) this.show();
  }

  /** Goes on with a workflow that an earlier run left unfinished (spec 6.2). */
  resume(item: WorkflowItem): void {
    this.active = { item: structuredClone(item), shown: true };
  }

  /** Adds a task, to a new workflow if none is active. Returns its position. */
  addTask(task: Task): number {
    if (!this.active) this.start({ type: 'custom', tasks: [], expanded: false });
    const { active } = this;
    if (!active) return 0;
    const task_index = active.item.workflow.tasks.push(structuredClone(task)) - 1;
    if (active.shown) this.update(active.item, { type: 'workflow.task.added', task_index, task });
    else this.show();
    return task_index;
  }

  /** @throws RangeError if no workflow is active, or it has no such task */
  updateTask(task: Task, task_index: number): void {
    const tasks = this.active?.item.workflow.tasks ?? [];
    if (!this.active || !(task_index in tasks)) throw new RangeError(`there is no task ${task_index}`);
    tasks[task_index] = structuredClone(task);
    this.update(this.active.item, { type: 'workflow.task.updated', task_index, task });
  }

  /** Ends the active workflow, if any. Without a summary, neither here nor before, it says how long it took. */
  end(summary?: WorkflowSummary, expanded = false): void {
    const item = this.active?.item;
    if (!item) return;
    this.active = undefined;
    item.workflow.summary = summary ?? item.workflow.summary ?? { duration: this.secondsSince(item) };
    item.workflow.expanded = expanded;
    this.options.emit({ type: 'thread.item.done', item });
  }

  /** Ends it as what follows it does; one that has nothing to show goes without a trace. */
  endAutomatically(): void {
    if (this.active && !this.active.shown && !this.active.item.workflow.summary) this.active = undefined;
    this.end();
  }

  /** Lets go of the active workflow without an event. Returns it if it has been shown. */
  release(): WorkflowItem | undefined {
    const { active } = this;
    this.active = undefined;
    return active?.shown ? active.item : undefined;
  }

  /** Follows an event of a tool before it goes out: what is visible ends the workflow, events about it are about ours. */
  observe(event: ThreadStreamEvent): void {
    switch (event.type) {
      case 'thread.item.added':
      case 'thread.item.done': {
        const { item } = event;
        if (item.id !== this.item?.id && item.type !== 'client_tool_call' && !isHidden(item)) {
          this.endAutomatically();
        }
        if (item.type !== 'workflow') return;
        // A workflow that is done is over, even when nobody has read yet that it began (trap T9).
        this.active =
          event.type === 'thread.item.added' ? { item: structuredClone(item), shown: true } : undefined;
        return;
      }
      case 'thread.item.updated':
        if (this.active?.item.id === event.item_id) applyItemUpdate(this.active.item, event.update);
        return;
      case 'thread.item.removed':
        if (this.active?.item.id === event.item_id) this.active = undefined;
        return;
    }
  }

  private show(): void {
    if (!this.active) return;
    this.active.shown = true;
    this.options.emit({ type: 'thread.item.added', item: this.active.item });
  }

  private update(
    item: WorkflowItem,
    update: Extract<ThreadStreamEvent, { type: 'thread.item.updated' }>['update'],
  ): void {
    this.options.emit({ type: 'thread.item.updated', item_id: item.id, update });
  }

  private secondsSince(item: WorkflowItem): number {
    return Math.max(0, Math.floor((this.options.now().getTime() - Date.parse(item.created_at)) / 1000));
  }
}
