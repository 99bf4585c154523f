import type { Prisma } from '../generated/client';

/** What can run a statement: the client, or a transaction. */
export type Queries = Prisma.TransactionClient;

/** What holds locks until its end. Only a transaction is one, though the types cannot tell it from the client. */
export type Transaction = Prisma.TransactionClient;
