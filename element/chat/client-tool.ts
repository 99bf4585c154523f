import type { ChatKitOptions } from '@openai/chatkit';
import type { ClientToolCallItem } from '@/lib/chatkit/protocol';

export interface ToolOutcome {
  /** What goes to the server. Never undefined: JSON would drop it and the server refuse the request. */
  result: unknown;
  error: Error | null;
}

const asError = (cause: unknown): Error => (cause instanceof Error ? cause : new Error(String(cause)));

/** Calls the host's `onClientTool`. Whatever goes wrong becomes a result, so that the thread does not hang (1.12). */
export async function callClientTool(
  call: ClientToolCallItem,
  options: ChatKitOptions,
): Promise<ToolOutcome> {
  if (!options.onClientTool) return { result: { error: 'no client tool handler' }, error: null };
  try {
    const result: unknown = await options.onClientTool({ name: call.name, params: call.arguments });
    // Throws on cycles and BigInt: the same as a handler that threw.
    const json = JSON.stringify(result);
    return { result: json === undefined ? {} : result, error: null };
  } catch (cause) {
    const error = asError(cause);
    return { result: { error: error.message }, error };
  }
}
