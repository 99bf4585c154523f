import { randomUUID } from 'node:crypto';
import { createDatabase } from '@/lib/db/database';
import { PrismaRunStore } from '@/lib/db/prisma-run-store';
import { PrismaStore } from '@/lib/db/prisma-store';
import type { SoakProcess } from './soak';

/** What several processes work with that share a database: connections and runs of their own. */
export async function openSoakProcesses(
  url: string,
  count: number,
): Promise<{ processes: SoakProcess[]; close(): Promise<void> }> {
  const databases = Array.from({ length: count }, () => createDatabase({ url, dataDir: '', poolSize: 5 }));
  for (const database of databases) await database.ping();
  const processes = databases.map((database) => {
    const runStore = new PrismaRunStore(database, { owner: randomUUID(), isAlone: false });
    return { store: new PrismaStore(database, { runs: runStore }), runStore };
  });
  return {
    processes,
    close: async () => {
      for (const database of databases) await database.close();
    },
  };
}
