/** Why a turn was stopped before its end. */
export type StopReason = (typeof STOP_REASONS)[number];

/** `lost`: another process took the run over, because this one had not been heard of. */
export const STOP_REASONS = ['requested', 'disconnected', 'deleted', 'shutdown', 'timeout', 'lost'] as const;

/** Nobody can read, or write, what such a turn would still store. */
export function isAbandoned(reason: StopReason | undefined): boolean {
  return reason === 'deleted' || reason === 'lost';
}

/** A turn was to store something, and its run is another process's by now, or is gone. */
export class RunLost extends Error {
  override name = 'RunLost';
}

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
