import { fuzz } from '../tests/fuzz/fuzz';
import { startApp } from '../tests/support/app-server';
import { startPostgres } from '../tests/support/postgres';

/**
 * `npm run fuzz -- [requests] [first seed]`: sends requests of every sort to the built product on a PostgreSQL server of its
 * own. Ends with 1 if anything broke; its seeds belong into `tests/fuzz/seeds.json`.
 */
const [requests = '100000', firstSeed = String(Date.now() % 1_000_000_000)] = process.argv.slice(2);
const batches = Math.ceil(Number(requests) / 50);
const first = Number(firstSeed);
if (!Number.isInteger(batches) || batches < 1 || !Number.isInteger(first)) {
  process.stderr.write('usage: npm run fuzz -- [requests] [first seed], both whole numbers\n');
  process.exit(2);
}

const postgres = await startPostgres();
const databaseUrl = await postgres.createDatabase();
const app = await startApp({
  env: {
    DATABASE_URL: databaseUrl,
    AUTH_DEMO: 'on',
    NEXTAUTH_SECRET: 'a secret of the fuzzer that is long enough',
    LOG_LEVEL: 'warn',
  },
});
process.stdout.write(`${batches * 50} requests from seed ${first}\n`);
let told = 0;
try {
  const report = await fuzz({
    app,
    databaseUrl,
    clients: 4,
    seeds: Array.from({ length: batches }, (_, batch) => first + batch),
    onProgress: ({ requests: sent, failures }) => {
      if (sent - told < 5_000) return;
      told = sent;
      process.stdout.write(`${sent} sent, ${failures.length} failures\n`);
    },
  });
  const { failures, ...sums } = report;
  process.stdout.write(`${JSON.stringify(sums, null, 2)}\n`);
  for (const failure of failures.slice(0, 20)) process.stdout.write(`${JSON.stringify(failure)}\n`);
  const seeds = [...new Set(failures.map(({ seed }) => seed))];
  process.stdout.write(`${failures.length} failures${seeds.length ? `, seeds ${seeds.join(', ')}` : ''}\n`);
  process.exitCode = failures.length === 0 ? 0 : 1;
} finally {
  await app.stop();
  await postgres.stop();
}
