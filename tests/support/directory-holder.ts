import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { DirectoryInUse, lockDirectory } from '@/lib/db/directory-lock';
import type { HolderReport, HolderTask } from './start-holder';

/** The process of {@link startHolder}. */
const task: HolderTask = JSON.parse(process.argv[2] ?? '');
/** @returns how many rows there are now */
async function take(directory: string): Promise<number> {
  if (!task.database) {
    await lockDirectory(directory, task.withoutKernel ? { native: { missing: 'NONE_HERE' } } : {});
    return 0;
  }
  const { createDatabase } = await import('@/lib/db/database');
  const client = await createDatabase({ url: undefined, dataDir: directory, poolSize: 1 }).client();
  await client.user.create({ data: { id: randomUUID() } });
  return client.user.count();
}

process.stdout.write('ready\n');
// Each line asks for one attempt; until it is killed.
for await (const _ of createInterface({ input: process.stdin })) {
  const report: HolderReport = { pid: process.pid, held: [], refused: [], rows: 0 };
  for (const directory of task.directories) {
    try {
      report.rows += await take(directory);
      report.held.push(directory);
    } catch (error) {
      if (!(error instanceof DirectoryInUse)) throw error;
      report.refused.push(error.message);
    }
  }
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
