import type { AssistantMessageItem, FunctionCallItem } from '@openai/agents';
import { SEARCH_TOOL } from '../search-tool-name';
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
      return {
        type: 'function_call',
        callId: `guide_search_${step.attempt}`,
        name: SEARCH_TOOL,
        status: 'completed',
        // Strict schemas want every key.
        arguments: JSON.stringify({
          query: step.query,
          hardware_tier: null,
          module: null,
          chapter_min: null,
          chapter_max: null,
          lesson: null,
          limit: null,
        }),
      };
  }
}
