import type { RunItemStreamEvent } from '@openai/agents';
import type { JsonObject } from '../protocol';

/** A call of a tool that runs in the client, asked for by a tool of the agent. */
export interface ClientToolRequest {
  name: string;
  arguments: JsonObject;
  /** Which of the model's calls this is. Left out, it is found by its name. */
  callId?: string | undefined;
}

/** The calls of functions that the model made in a run, of any name and in any number (trap T15). */
export class FunctionCalls {
  private readonly calls: { name: string; callId: string }[] = [];

  record(event: RunItemStreamEvent): void {
    const { item } = event;
    if (item.type !== 'tool_call_item' || item.rawItem.type !== 'function_call') return;
    const { name, callId } = item.rawItem;
    // Some servers send no call ids at all.
    if (callId) this.calls.push({ name, callId });
  }

  /** The provider's id of the call behind a request: the newest of that name, else the newest of all. */
  callIdOf(request: ClientToolRequest): string | undefined {
    const named = this.calls.findLast((call) => call.name === request.name);
    return request.callId || (named ?? this.calls.at(-1))?.callId;
  }
}
