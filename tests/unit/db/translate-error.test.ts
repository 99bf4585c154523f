import { describe, expect, test } from 'vitest';
import { Unavailable } from '@/lib/chatkit/server/errors';
import { translateError } from '@/lib/db/translate-error';

/** What `pg` 8 and `pg-pool` throw, without a code, where a connection is lost, late or closed. */
const LOST = [
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'timeout expired',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Cannot use a pool after calling end on the pool',
];

describe('a database that is lost', () => {
  test.each(LOST)('%s', (message) => {
    expect(translateError(new Error(message))).toBeInstanceOf(Unavailable);
    const wrapped = new Error('Transaction failed', {
      cause: new Error('adapter', { cause: new Error(message) }),
    });
    expect(translateError(wrapped)).toBeInstanceOf(Unavailable);
    expect(translateError(new AggregateError([new Error('first'), new Error(message)]))).toBeInstanceOf(
      Unavailable,
    );
  });

  test.each(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'])('a socket with %s', (code) => {
    expect(translateError(Object.assign(new Error('connect'), { code }))).toBeInstanceOf(Unavailable);
  });

  test('any other failure stays what it is', () => {
    const error = new Error('column "queryable" does not exist');
    expect(translateError(error)).toBe(error);
  });
});
