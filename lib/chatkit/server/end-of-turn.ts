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
