import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { buildProduct } from '../scripts/build-product';
import { costTest } from './runs/cost';
import { crashTest } from './runs/crash';
import { cutTest } from './runs/cut';
import { duplicatesTest } from './runs/duplicates';
import { historyTest } from './runs/history';
import { leaksTest } from './runs/leaks';
import { outageTest } from './runs/outage';
import { type Pair, startPair } from './runs/pair';
import { raceTest } from './runs/race';
import { reloadTest } from './runs/reload';
import { stopTest } from './runs/stop';

const TESTS: Record<string, (pair: Pair) => Promise<string[]>> = {
  cut: cutTest,
  crash: crashTest,
  stop: stopTest,
  duplicates: duplicatesTest,
  race: raceTest,
  history: historyTest,
  outage: outageTest,
  cost: costTest,
  leaks: leaksTest,
  reload: reloadTest,
};

/** The rows of each test, as it was last run: all of them together take half an hour. */
const ROWS = 'bench/results/runs.json';

/** Turns over two processes of the built product on one PostgreSQL. @param flags `--cut`, …: only these; all if there is none */
export async function runRuns(flags: string[]): Promise<string> {
  await buildProduct();
  const rows: Record<string, string[]> = existsSync(ROWS) ? JSON.parse(readFileSync(ROWS, 'utf8')) : {};
  const wanted = Object.entries(TESTS).filter(([name]) => flags.length === 0 || flags.includes(`--${name}`));
  const pair = await startPair();
  for (const [name, test] of wanted) {
    rows[name] = await test(pair);
    process.stderr.write(`${name}\n${rows[name].join('\n')}\n`);
    writeFileSync(ROWS, `${JSON.stringify(rows, null, 2)}\n`);
  }
  await pair.stop();
  return `# Turns that go on

Two processes of the built product on one PostgreSQL, spoken to over HTTP, with a scripted model; the cost is that of a server of the SDK. Servers,
database, model and clients share the machine. \`npm run bench -- runs\` writes this file; with \`--cut\` and the like it measures only these rows anew.

| What | Reach | Measured |
|---|---|---|
${Object.keys(TESTS)
  .flatMap((name) => rows[name] ?? [])
  .join('\n')}
`;
}
