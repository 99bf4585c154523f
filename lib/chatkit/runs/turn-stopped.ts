/** Why a turn was stopped before its end. */
export type StopReason = 'requested' | 'disconnected' | 'deleted' | 'shutdown' | 'timeout';

/** The reason of a turn's signal: an `AbortError` like any other, which says why. */
export class TurnStopped extends DOMException {
  constructor(readonly stopReason: StopReason) {
    super('The turn was stopped.', 'AbortError');
  }
}

/** Why the signal of a turn was aborted; undefined for a signal of another make. */
export function stopReasonOf({ reason }: AbortSignal): StopReason | undefined {
  return reason instanceof TurnStopped ? reason.stopReason : undefined;
}
