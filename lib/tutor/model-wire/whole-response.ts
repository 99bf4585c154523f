import { finishOf } from './finish-reasons';
import { type Fields, fieldsOf, textOf } from './json-fields';
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
    incomplete_details: isCut ? { reason: 'max_output_tokens' } : incompleteDetails(given),
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

/** Reasons that OpenAI has in its own words, others as they came. */
function incompleteDetails({ incomplete_details }: Fields): unknown {
  const { reason } = fieldsOf(incomplete_details);
  switch (finishOf(textOf(reason))) {
    case 'cut':
      return { reason: 'max_output_tokens' };
    case 'filtered':
      return { reason: 'content_filter' };
    default:
      return incomplete_details ?? null;
  }
}
