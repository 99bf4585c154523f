import type { TurnEndReason } from '../protocol';

/** HTTP status of each refusal, in one place. */
const STATUS = {
  invalid_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof STATUS;

/** Tells errors of a stream, too, across copies of this module. */
const STREAM_BRAND: unique symbol = Symbol.for('robolearn.chatkit.stream-error');

const BRAND: unique symbol = Symbol.for('robolearn.chatkit.error');

/** A refusal before the first byte of an answer. The message is fit for the person who asked. */
export class ChatKitError extends Error {
  override name = 'ChatKitError';
  readonly [BRAND] = true;
  /** Sent with the refusal: when to come back, say. */
  readonly headers: Record<string, string> = {};

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** Tells a refusal also when a bundler gave the one who throws and the one who catches their own copy of this class. */
  static is(error: unknown): error is ChatKitError {
    return error instanceof Error && BRAND in error;
  }

  get status(): number {
    return STATUS[this.code];
  }
}

export class InvalidRequest extends ChatKitError {
  override name = 'InvalidRequest';

  constructor(message: string, options?: ErrorOptions) {
    super('invalid_request', message, options);
  }
}

/** Missing, or somebody else's: the answer is the same. */
export class NotFound extends ChatKitError {
  override name = 'NotFound';

  constructor(kind: 'thread' | 'item' | 'attachment' | 'run') {
    super('not_found', `There is no such ${kind}.`);
  }
}

/** The request is valid, but not in the state that the thread or item is in. */
export class Conflict extends ChatKitError {
  override name = 'Conflict';

  constructor(message: string) {
    super('conflict', message);
  }
}

export class PayloadTooLarge extends ChatKitError {
  override name = 'PayloadTooLarge';

  constructor(message: string) {
    super('payload_too_large', message);
  }
}

/** A part that the request needs does not answer now. */
export class Unavailable extends ChatKitError {
  override name = 'Unavailable';

  constructor(options?: ErrorOptions) {
    super(
      'unavailable',
      'The tutor cannot reach its memory right now. Please try again in a moment.',
      options,
    );
  }
}

/** Whether a part that was needed did not answer: later it may. */
export function isUnavailable(error: unknown): boolean {
  return ChatKitError.is(error) && error.code === 'unavailable';
}

/** Too much for now: the message and `Retry-After` say when to come back. */
export class RateLimited extends ChatKitError {
  override name = 'RateLimited';

  /** @param retryAfter whole seconds, at least 1 */
  constructor(message: string, retryAfter: number) {
    super('rate_limited', message);
    this.headers['Retry-After'] = String(retryAfter);
  }
}

/** Ends a stream with an `error` event whose text the client chooses by `code` (spec 4.5). */
export class StreamError extends Error {
  override name = 'StreamError';
  readonly [STREAM_BRAND] = 'code';
  readonly allowRetry: boolean;

  constructor(
    readonly code: string,
    allowRetry?: boolean,
    options?: ErrorOptions,
  ) {
    super(`stream error: ${code}`, options);
    this.allowRetry = allowRetry ?? code === 'stream.error';
  }

  static is(error: unknown): error is StreamError {
    return error instanceof Error && STREAM_BRAND in error && error[STREAM_BRAND] === 'code';
  }
}

/** Ends a stream with an `error` event that says `message` to the person. */
export class CustomStreamError extends Error {
  override name = 'CustomStreamError';
  readonly [STREAM_BRAND] = 'custom';
  readonly keepsAnswer: boolean;
  /** How the turn ended; undefined: it broke off, or gave no answer. */
  readonly end: TurnEndReason | undefined;

  /**
   * @param options `keepsAnswer`: what had been said of an answer stays in the conversation, as it does after a stop; `end`: how
   *   the turn is recorded to have ended
   */
  constructor(
    message: string,
    readonly allowRetry = false,
    options?: ErrorOptions & { keepsAnswer?: boolean; end?: TurnEndReason },
  ) {
    super(message, options);
    this.keepsAnswer = options?.keepsAnswer ?? false;
    this.end = options?.end;
  }

  static is(error: unknown): error is CustomStreamError {
    return error instanceof Error && STREAM_BRAND in error && error[STREAM_BRAND] === 'custom';
  }
}
