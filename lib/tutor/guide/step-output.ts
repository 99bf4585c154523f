import { randomUUID } from 'node:crypto';
import type { AssistantMessageItem, FunctionCallItem } from '@openai/agents';
import { SEARCH_TOOL } from '../search-tool-name';
import { OPEN_LESSON_TOOL, QUIZ_TOOL } from '../tool-names';
import type { Step } from './next-step';

/** A step as the output item of a model. */
export function stepOutput(step: Step): AssistantMessageItem | FunctionCallItem {
  switch (step.kind) {
    case 'say':
      return {
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text: step.text }],
      };
    case 'search':
      return call(`guide_search_${step.attempt}`, SEARCH_TOOL, { query: step.query });
    case 'quiz':
      return call('guide_quiz', QUIZ_TOOL, { lesson: step.lesson, topic: step.topic });
    case 'open':
      // It stays in the conversation, where the client tells calls apart by it.
      return call(`guide_open_${randomUUID()}`, OPEN_LESSON_TOOL, { path: step.path });
    default:
      return step satisfies never;
  }
}

function call(callId: string, name: string, input: object): FunctionCallItem {
  return { type: 'function_call', callId, name, status: 'completed', arguments: JSON.stringify(input) };
}
