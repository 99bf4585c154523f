import { soak } from '../tests/soak/soak';
import { openSoakProcesses } from '../tests/soak/soak-processes';
import { startPostgres } from '../tests/support/postgres';

/** `npm run soak -- [seconds] [seeds]`: twenty clients on five threads, over two servers on one PostgreSQL; ends with 1 if a history is impossible. */
const [seconds = '60', seeds = '10'] = process.argv.slice(2);
const milliseconds = Number(seconds) * 1000;
if (!(milliseconds > 0) || !(Number(seeds) > 0)) {
  process.stderr.write('usage: npm run soak -- [seconds] [seeds], both numbers above 0\n');
  process.exit(2);
}

const postgres = await startPostgres();
let failed = 0;
for (let seed = 1; seed <= Number(seeds); seed += 1) {
  const { processes, close } = await openSoakProcesses(await postgres.createDatabase(), 2);
  const { turns, items, wrong, answered } = await soak({ processes, seed, milliseconds });
  await close();
  const requests = Object.values(answered).reduce((sum, count) => sum + count, 0);
  failed += wrong.length;
  process.stdout.write(
    `seed ${seed}: ${requests} requests, ${turns} turns, ${items} items left, ${wrong.length} wrong\n`,
  );
  for (const line of wrong.slice(0, 10)) process.stdout.write(`  ${line.slice(0, 200)}\n`);
  if (seed === 1) process.stdout.write(`${JSON.stringify(answered, null, 2)}\n`);
}
await postgres.stop();
process.stdout.write(`${failed} lost, doubled, reordered or foreign items\n`);
process.exitCode = failed === 0 ? 0 : 1;
