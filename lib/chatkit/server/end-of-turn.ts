import type { TurnEndReason } from '../protocol';
import { stopReasonOf } from '../runs/turn-stopped';
import { CustomStreamError } from './errors';

/** How a turn ended that was stopped; undefined if nobody can read it any more. */
export function endOfStopped(signal: AbortSignal): TurnEndReason | undefined {
  const reason = stopReasonOf(signal);
  switch (reason) {
    case 'requested':
    // A client that leaves and cannot come back stops its turn: the official element has no other way.
    case 'disconnected':
    case undefined:
      return 'stopped';
    case 'timeout':
      return 'gave_up';
    case 'shutdown':
      return 'broke_off';
    case 'deleted':
    case 'lost':
      return undefined;
    default:
      return reason satisfies never;
  }
}

/** How a turn ended that failed. @param hasAnswered whether anything of an answer is stored */
export function endOfFailed(error: unknown, hasAnswered: boolean): TurnEndReason {
  if (CustomStreamError.is(error) && error.end) return error.end;
  return hasAnswered ? 'broke_off' : 'without_words';
}

/**
 * How an answer ends that a turn went on with.
 *
 * @param before how it had ended
 * @param reason how the turn ended; undefined if it completed
 * @param hasAnswered whether the turn has added anything
 */
export function endOfContinued(
  before: TurnEndReason,
  reason: TurnEndReason | undefined,
  hasAnswered: boolean,
): TurnEndReason | undefined {
  if (!hasAnswered) return before;
  switch (reason) {
    case undefined:
    case 'cut':
    // Going on would be filtered or refused again.
    case 'filtered':
    case 'refused':
      return reason;
    case 'stopped':
    case 'without_words':
    case 'broke_off':
    case 'gave_up':
      return before;
    default:
      return reason satisfies never;
  }
}
