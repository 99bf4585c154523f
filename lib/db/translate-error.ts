import { z } from 'zod';
import { Conflict, NotFound, Unavailable } from '../chatkit/server/errors';
import { ACCOUNT_ERASED, AccountErased } from './account-erased';
import { Prisma } from './generated/client';
import { sqlState } from './sql-state';

/** Prisma's codes for a server that cannot be reached, a pool that is exhausted, or a transaction that lost its connection. */
const UNREACHABLE = new Set([
  'P1000',
  'P1001',
  'P1002',
  'P1003',
  'P1008',
  'P1011',
  'P1017',
  'P2024',
  'P2028',
  'P2037',
]);

/** What the adapter says in their place of raw statements. */
const UNREACHABLE_KINDS: ReadonlySet<unknown> = new Set([
  'AuthenticationFailed',
  'ConnectionClosed',
  'DatabaseAccessDenied',
  'DatabaseDoesNotExist',
  'DatabaseNotReachable',
  'SocketTimeout',
  'TlsConnectionError',
  'TooManyConnections',
  'TransactionAlreadyClosed',
]);

const adapterMeta = z.object({ driverAdapterError: z.object({ cause: z.object({ kind: z.string() }) }) });

/** PostgreSQL's codes: connection exceptions, too many connections, a statement that took too long, shut down. */
const SQL_STATES = /^(08...|53300|57014|57P0.)$/;

const UNIQUE_VIOLATION = '23505';

const SOCKET_ERRORS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);

/** What `pg` and its pool say, without a code, of a connection that was lost, could not be had in time, or has been closed. */
const LOST =
  /connection (?:terminated|timeout)|timeout (?:expired|exceeded when trying to connect)|query read timeout|is not queryable|after calling end on the pool/i;

/** What a database failure means for the one who asked. Unknown failures come back as they are. */
export function translateError(error: unknown): unknown {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    if (error.code === 'P2002') return new Conflict('This exists already.');
    if (error.code === 'P2025' || error.code === 'P2003') return new NotFound('thread');
  }
  if (sqlState(error) === UNIQUE_VIOLATION) return new Conflict('This exists already.');
  if (sqlState(error) === ACCOUNT_ERASED) return new AccountErased();
  return isUnreachable(error) ? new Unavailable({ cause: error }) : error;
}

/** Looks along the chain of causes: drivers, adapters and Prisma each wrap what went wrong below. */
function isUnreachable(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 5) return false;
  if (error instanceof Prisma.PrismaClientInitializationError) return true;
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    const meta = adapterMeta.safeParse(error.meta);
    if (UNREACHABLE_KINDS.has(meta.data?.driverAdapterError.cause.kind)) return true;
  }
  const code = sqlState(error) ?? ('code' in error && typeof error.code === 'string' ? error.code : '');
  if (UNREACHABLE.has(code) || SQL_STATES.test(code) || SOCKET_ERRORS.has(code)) return true;
  if (LOST.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some((inner) => isUnreachable(inner, depth + 1));
  return isUnreachable(error.cause, depth + 1);
}
