import { expect, test } from 'vitest';
import { soak } from '../soak/soak';
import { openSoakProcesses } from '../soak/soak-processes';
import { sharedPostgres } from '../support/shared-postgres';

/** A short run of `npm run soak`. */
const postgres = sharedPostgres();

test.each([1, 2])(
  'twenty clients on five threads leave histories that can have happened, with %i servers',
  async (count) => {
    const { processes, close } = await openSoakProcesses(await postgres.createDatabase(), count);
    const report = await soak({ processes, seed: count, milliseconds: 4_000 });
    await close();
    expect(report.wrong).toEqual([]);
    expect(report.turns).toBeGreaterThan(20);
    expect(Object.keys(report.answered)).toEqual(
      expect.arrayContaining(['threads.retry_after_item 200', 'threads.add_user_message 409']),
    );
  },
);
