import { expect, test } from 'vitest';
import { createDatabase } from '@/lib/db/database';
import { PrismaStore } from '@/lib/db/prisma-store';
import { sharedPostgres } from '../support/shared-postgres';
import { startTransactionPooler } from '../support/transaction-pooler';

/** A pooled and a direct address, as Neon, Supabase and PgBouncer give them. */
const postgres = sharedPostgres();

test('through a transaction pooler everything works, nothing is asked of it that it refuses, and migrations go around it', async () => {
  const directUrl = await postgres.createDatabase();
  const pooler = await startTransactionPooler(directUrl);
  const database = createDatabase({ url: pooler.url, directUrl, dataDir: '', poolSize: 3 });
  const store = new PrismaStore(database);
  const alice = { userId: 'alice' };
  const thread = {
    id: 'thr_1',
    created_at: new Date().toISOString(),
    status: { type: 'active' as const },
    metadata: {},
  };
  const message = {
    id: 'msg_1',
    thread_id: 'thr_1',
    created_at: thread.created_at,
    type: 'user_message' as const,
    content: [{ type: 'input_text' as const, text: 'Hello' }],
    attachments: [],
    inference_options: {},
  };
  await store.createThread(alice, thread, [message]);
  await store.saveFeedback(alice, 'thr_1', ['msg_1'], 'positive');
  expect((await store.listThreads(alice, { limit: 5, order: 'desc' })).data).toHaveLength(1);
  expect(await store.deleteThread(alice, 'thr_1')).toEqual([]);

  expect(pooler.applications.length).toBeGreaterThan(0);
  expect(new Set(pooler.applications)).toEqual(new Set(['robolearn_chatkit']));
  expect(pooler.namedStatements).toEqual([]);
  await database.close();
  await pooler.stop();
});
