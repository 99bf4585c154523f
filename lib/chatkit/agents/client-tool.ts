import { type FunctionTool, type ToolToFinalOutputFunction, tool } from '@openai/agents';
import type { z } from 'zod';
import { jsonObject } from '../protocol/json';
import type { AgentContext } from './agent-context';

export interface ClientToolOptions {
  /** The name under which the client has registered the tool. */
  name: string;
  description: string;
  parameters: z.ZodObject;
}

/** What the agent's own loop hears. The real result comes from the client, in the next turn. */
const ASKED = 'The client was asked to do this. Its result follows.';

/**
 * A tool of the agent that runs in the client. Give the agent `toolUseBehavior: stopForClientTool`, so that the run ends
 * there; the client's answer starts the next one (spec 2.4).
 */
export function clientTool(options: ClientToolOptions): FunctionTool<AgentContext, z.ZodObject> {
  const { name } = options;
  return tool<z.ZodObject, AgentContext>({
    ...options,
    strict: true,
    execute(input, runContext, details) {
      if (!runContext) throw new Error(`${name} runs only inside a turn`);
      const args = jsonObject.parse(JSON.parse(JSON.stringify(input)));
      runContext.context.callClientTool(name, args, details?.toolCall?.callId);
      return ASKED;
    },
  });
}

/** Ends the run once a tool has asked for a client tool; a call that failed goes back to the model like any other. */
export const stopForClientTool: ToolToFinalOutputFunction = ({ context }) =>
  isWaiting(context)
    ? { isFinalOutput: true, isInterrupted: undefined, finalOutput: ASKED }
    : { isFinalOutput: false, isInterrupted: undefined };

/** By its form: a bundler may have given the application its own copy of the class. */
function isWaiting(context: unknown): boolean {
  return (
    typeof context === 'object' &&
    context !== null &&
    'clientToolCall' in context &&
    context.clientToolCall !== undefined
  );
}
