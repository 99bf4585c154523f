import { ReplyError } from 'ioredis';

/** What Redis answered in place of a result, by its code (`OOM`, `READONLY`, `NOAUTH`, …): the client's own error has in it what was sent. */
export class RedisRefusal extends Error {
  override name = 'RedisRefusal';

  constructor(readonly code: string) {
    super(`Redis refused a command: ${code}`);
  }

  /** Any other error is given back as it is. */
  static from(error: unknown): unknown {
    if (!(error instanceof Error && error instanceof ReplyError)) return error;
    return new RedisRefusal(/^[A-Z]+/.exec(error.message)?.[0] ?? 'ERR');
  }
}
