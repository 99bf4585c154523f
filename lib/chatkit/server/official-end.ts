import type { ThreadStreamEvent, TurnEndReason } from '../protocol';

type ErrorEvent = Extract<ThreadStreamEvent, { type: 'error' }>;

const custom = (message: string, allow_retry: boolean): ErrorEvent => ({
  type: 'error',
  code: 'custom',
  message,
  allow_retry,
});

/**
 * What clients that know no end of a turn are told of each, unless the stream has told them of a failure already: an `error`
 * event, which is how the official element shows a sentence. Undefined where there is nothing to say: the person has stopped it
 * themselves, or the refusal is the answer.
 */
export const OFFICIAL_ENDS = {
  stopped: undefined,
  cut: custom('The answer reached its length limit. Write “go on” to read the rest.', false),
  filtered: custom('The rest of the answer was held back by the model’s content filter.', false),
  refused: undefined,
  without_words: custom('The tutor gave no answer. Please try again.', true),
  broke_off: custom('The answer broke off. Please try again.', true),
  gave_up: custom('The tutor gave up on this answer. Please try again.', true),
} satisfies Record<TurnEndReason, ErrorEvent | undefined>;
