import type { Model, Runner } from '@openai/agents';
import type { ThreadMetadata, UserMessageItem } from '../chatkit/protocol';
import { titleByModel, titleFromMessage, titleSource } from './thread-title';

/** How long the title may take, from the answer's first words on, in milliseconds. */
const PATIENCE_MS = 3_000;

export interface TurnTitleOptions {
  /** Gets the title as soon as it is there; the pipeline saves and announces it. */
  thread: ThreadMetadata;
  message: UserMessageItem;
  /** Makes titles; undefined where no model does. */
  model: Model | undefined;
  runner: Runner;
  signal: AbortSignal;
}

/**
 * The title of a new thread. Its model is asked once the answer has begun, or has ended without words, so that the call takes no slot of a
 * small server before an answer has one.
 */
export class TurnTitle {
  /** Settles when the thread has its title, or will get none. Never rejects; pending until somebody asks. */
  readonly given: Promise<void>;
  private readonly failed = new AbortController();
  private begin: () => void = () => undefined;

  constructor(private readonly options: TurnTitleOptions) {
    const { message } = options;
    const asked = new Promise<void>((resolve) => {
      this.begin = resolve;
    });
    const source = titleSource(message);
    this.given = asked.then(async () => this.give((await this.byModel()) ?? titleFromMessage(source)));
  }

  /** The answer has begun, or is over. Asking twice is asking once. */
  ask(): void {
    this.begin();
  }

  /** A turn that has failed does not wait for the title that it has asked for, nor pay for it. */
  takeFromMessage(): void {
    this.failed.abort();
    const { thread, message } = this.options;
    this.give(thread.title ?? titleFromMessage(titleSource(message)));
  }

  private give(title: string | undefined): void {
    const { thread, signal } = this.options;
    if (title && !signal.aborted) thread.title = title;
  }

  /** Undefined if it does not come in time, and where no model makes titles. */
  private async byModel(): Promise<string | undefined> {
    const { model, runner, message, signal } = this.options;
    const source = titleSource(message);
    if (!model || !source.question) return undefined;
    // A title that comes too late is not wanted, nor paid for.
    const patience = AbortSignal.any([signal, this.failed.signal, AbortSignal.timeout(PATIENCE_MS)]);
    const title = titleByModel(runner, model, source, patience).catch(() => undefined);
    return Promise.race([title, later(PATIENCE_MS)]);
  }
}

function later(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), milliseconds).unref();
  });
}
