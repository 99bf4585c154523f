import type { AgentInputItem, CallModelInputFilter } from '@openai/agents';
import { text as textPart } from '../../chatkit/agents/model-input-converter';

/**
 * Puts what was found for a message behind it, in every call of the turn: within the message, since not every model takes two of a person
 * one after the other. It is looked up once, before the first call.
 *
 * @param at place of the message in the input
 * @param find what to put there; undefined for nothing
 */
export function retrievingFilter(at: number, find: () => Promise<string | undefined>): CallModelInputFilter {
  let finding: Promise<string | undefined> | undefined;
  return async ({ modelData: { input, instructions } }) => {
    finding ??= find();
    const found = await finding;
    const message = input[at];
    if (found !== undefined && message) input[at] = withText(message, found);
    return { input, ...(instructions === undefined ? {} : { instructions }) };
  };
}

function withText(message: AgentInputItem, text: string): AgentInputItem {
  if (!('role' in message) || message.role !== 'user') return message;
  const { content } = message;
  const parts = typeof content === 'string' ? [textPart(content)] : content;
  return { ...message, content: [...parts, textPart(text)] };
}
