import { type Fields, fieldsOf } from './json-fields';
import { tokenCounts } from './token-counts';

export interface WholeResponseParts {
  /** What the first event said of the response. */
  shell: Fields | undefined;
  /** The last event, as the server sent it. */
  event: Fields;
  output: Fields[];
  /** It was ended here, at a limit. */
  isCut: boolean;
}

/** The response that the last event of a stream holds, and that a call without a stream answers. */
export function wholeResponse({
  shell,
  event,
  output,
  isCut,
}: WholeResponseParts): Fields & { status: string } {
  const given = fieldsOf(event.response);
  const { input, output: written, cached, reasoning } = tokenCounts(given.usage ?? event.usage);
  const isIncomplete = isCut || event.type === 'response.incomplete';
  return {
    ...shell,
    ...given,
    id: shell?.id,
    object: 'response',
    status: isIncomplete ? 'incomplete' : 'completed',
    incomplete_details: isCut ? { reason: 'max_output_tokens' } : (given.incomplete_details ?? null),
    output,
    usage: {
      input_tokens: input,
      output_tokens: written,
      total_tokens: input + written,
      input_tokens_details: { cached_tokens: cached },
      output_tokens_details: { reasoning_tokens: reasoning },
    },
  };
}
