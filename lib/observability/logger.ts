import pino, { type Logger } from 'pino';
import { sourceFrames } from './source-frames';

export type { Logger } from 'pino';

/**
 * Structured logs, one JSON object a line on standard output. No message text ever goes in: only names of operations, ids,
 * outcomes, times, and errors by their class, code and stack, or by what they say of themselves for a log (`toLog`).
 */
export function createLogger(level: string): Logger {
  return pino({
    level,
    base: { service: 'robolearn-chatkit' },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { error: describeError },
  });
}

interface ErrorDescription {
  name: string;
  code?: string;
  /** What is wrong, of errors that say so without quoting anybody. */
  reason?: string;
  /** Where it was thrown; without the message, which may quote what a student wrote. */
  at?: string[];
  cause?: ErrorDescription;
}

function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error };
  if ('toLog' in error && typeof error.toLog === 'function') return { name: error.name, ...error.toLog() };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...('code' in error && (typeof error.code === 'string' || typeof error.code === 'number')
      ? { code: String(error.code) }
      : {}),
    ...('status' in error && typeof error.status === 'number' ? { code: String(error.status) } : {}),
    ...('reason' in error && typeof error.reason === 'string' ? { reason: error.reason } : {}),
    at: sourceFrames(frames.slice(0, 6)).map((line) => line.trim()),
    ...(error.cause !== undefined && depth < 4 ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}
