import type { CallModelInputFilter } from '@openai/agents';
import { visibleText } from '../text/visible-text';

/**
 * Takes out of everything that a model is about to read what no person sees: the system text, messages, files, results of
 * tools and of the client. A filter of the runner, so that nothing passes it by.
 */
export const visibleModelInput: CallModelInputFilter = ({ modelData: { input, instructions } }) => {
  // The runner gives every filter a copy of its own.
  takeOutHidden(input);
  return { input, ...(instructions === undefined ? {} : { instructions: visibleText(instructions) }) };
};

function takeOutHidden(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    const inner: unknown = Reflect.get(value, key);
    if (typeof inner === 'string') Reflect.set(value, key, visibleText(inner));
    else takeOutHidden(inner);
  }
}
