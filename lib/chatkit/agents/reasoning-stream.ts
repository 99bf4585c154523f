import type { Task } from '../protocol';
import type { ActiveWorkflow } from './active-workflow';
import type { TextFilter } from './text-filter';

/** Which thought: the provider's id of the reasoning item, and the number of the summary in it. */
interface ThoughtKey {
  itemId: string;
  summaryIndex: number;
}

/** Shows summaries of a model's reasoning as thoughts of a workflow; the first is streamed, the others come whole (spec 6.8). */
export class ReasoningStream {
  private streamed: (ThoughtKey & { workflowId: string; position: number; content: string }) | undefined;

  constructor(
    private readonly workflow: ActiveWorkflow,
    private readonly textFilter?: () => TextFilter,
  ) {}

  /** The model has begun to reason. Goes on in the workflow that is active, if any. */
  begin(): void {
    if (!this.workflow.item) this.workflow.start({ type: 'reasoning', tasks: [], expanded: false });
  }

  write(key: ThoughtKey, delta: string): void {
    const { item } = this.workflow;
    if (!item) return;
    if (item.workflow.type === 'reasoning' && item.workflow.tasks.length === 0) {
      const position = this.workflow.addTask(this.thought(delta));
      this.streamed = { ...key, workflowId: item.id, position, content: delta };
    } else if (this.streamed && this.isStreamed(key)) {
      this.streamed.content += delta;
      this.workflow.updateTask(this.thought(this.streamed.content), this.streamed.position);
    }
  }

  finish(key: ThoughtKey, text: string): void {
    if (!this.workflow.item) return;
    if (this.streamed && this.isStreamed(key)) {
      this.workflow.updateTask(this.thought(text), this.streamed.position);
      this.streamed = undefined;
    } else this.workflow.addTask(this.thought(text));
  }

  private isStreamed({ itemId, summaryIndex }: ThoughtKey): boolean {
    const { streamed, workflow } = this;
    return (
      streamed?.itemId === itemId &&
      streamed.summaryIndex === summaryIndex &&
      streamed.workflowId === workflow.item?.id
    );
  }

  private thought(content: string): Task {
    const filter = this.textFilter?.();
    const shown = filter ? filter.push(content) + filter.end() : content;
    return { type: 'thought', content: shown, status_indicator: 'none' };
  }
}
