import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { runAnswer } from './run-answer';
import { runFirstEvent } from './run-first-event';
import { runFootprint } from './run-footprint';
import { runIngest } from './run-ingest';
import { runOperations } from './run-operations';
import { runRuns } from './run-runs';
import { runSearch } from './run-search';
import { runTargets } from './run-targets';

/** `npm run bench [-- name … --flag …]`: prints the tables and writes them to `bench/results/`. */
const benchmarks: Record<string, (flags: string[]) => Promise<string>> = {
  answer: runAnswer,
  operations: runOperations,
  'first-event': runFirstEvent,
  targets: runTargets,
  search: runSearch,
  ingest: runIngest,
  footprint: runFootprint,
  runs: runRuns,
};

const flags = process.argv.slice(2).filter((word) => word.startsWith('--'));
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = wanted.find((name) => !(name in benchmarks));
if (unknown !== undefined) {
  process.stderr.write(`no benchmark ${unknown}; there are ${Object.keys(benchmarks).join(', ')}\n`);
  process.exit(2);
}
for (const [name, run] of Object.entries(benchmarks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const report = `${await run(flags)}
Measured with Node ${process.version} on ${cpus().length} cores.
`;
  writeFileSync(`bench/results/${name}.md`, report);
  process.stdout.write(`\n${report}`);
}
