import { z } from 'zod';

/**
 * How a turn can end before its answer is whole. An extension of ours: the official protocol knows none of it. A turn that
 * completed has no record.
 *
 * - `stopped`: by the person
 * - `cut`: at the model's output limit; it can be gone on with (`threads.continue`)
 * - `filtered`: the provider's content filter held the rest back
 * - `refused`: the model declined; what it said about it, if anything, is the answer
 * - `without_words`: the model, or what stands before it, gave no answer at all
 * - `broke_off`: a connection, the model or this server went away in the middle
 * - `gave_up`: it took too many steps, or too long
 */
export const TURN_END_REASONS = [
  'stopped',
  'cut',
  'filtered',
  'refused',
  'without_words',
  'broke_off',
  'gave_up',
] as const;

export const turnEndReason = z.enum(TURN_END_REASONS);

export type TurnEndReason = z.infer<typeof turnEndReason>;
