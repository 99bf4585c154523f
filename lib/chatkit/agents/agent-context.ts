import type { IdGenerator } from '../ids';
import type { ThreadMetadata, ThreadStreamEvent } from '../protocol';
import type { RequestContext } from '../server/request-context';
import { Citations } from './citations';
import { EventChannel } from './event-channel';

export interface AgentContextOptions<Context extends RequestContext> {
  thread: ThreadMetadata;
  request: Context;
  generateId: IdGenerator;
  now: () => Date;
}

/** What tools of an agent can reach during one turn: the thread, who asks, and the stream of the answer. */
export class AgentContext<Context extends RequestContext = RequestContext> {
  readonly thread: ThreadMetadata;
  readonly request: Context;
  readonly citations = new Citations();
  readonly generateId: IdGenerator;
  readonly now: () => Date;
  /** Read by the bridge alone. */
  readonly channel = new EventChannel<ThreadStreamEvent>();

  constructor(options: AgentContextOptions<Context>) {
    this.thread = options.thread;
    this.request = options.request;
    this.generateId = options.generateId;
    this.now = options.now;
  }

  /** Sends an event to the client, in order with the answer. */
  stream(event: ThreadStreamEvent): void {
    this.channel.push(event);
  }
}
