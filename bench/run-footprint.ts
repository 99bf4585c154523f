import { buildProduct } from '../scripts/build-product';
import { startPostgres } from '../tests/support/postgres';
import { ScriptedOpenAI, searchThenSay } from '../tests/support/scripted-openai';
import { measureMemory, measureStarts } from './footprint';
import { percentile } from './percentile';
import { measureProductionTree } from './production-tree';

const TURNS = 50;
/** Of each start; the median is reported. */
const ROUNDS = 3;

/** What the same program measured before production was compiled (decision 0027), with Node 20.20, and what is to be reached. */
const BASELINES: Record<string, [before: number | undefined, reach: number | undefined]> = {
  'MB of memory after 50 turns, PostgreSQL': [798, 350],
  'MB of memory after 50 turns, embedded': [1043, 600],
  'CPU seconds until healthy, first start, PostgreSQL': [7.4, undefined],
  'CPU seconds until healthy, second start, PostgreSQL': [7.0, undefined],
  'CPU seconds until healthy, first start, embedded': [14.3, 6],
  'CPU seconds until healthy, second start, embedded': [7.2, 4],
  'MB of packages that `npm ci --omit=dev` installs': [1033, 400],
};

/** Installing takes long, and needs the registry. */
const SKIP_INSTALL = '--no-install';

/** Builds the product and measures what it takes of a machine: memory, the CPU of a start, disk. Returns the report. */
export async function runFootprint(flags: string[]): Promise<string> {
  await buildProduct();
  const openai = await ScriptedOpenAI.start();
  openai.play(searchThenSay('What is ROS 2', 'ROS 2 is a set of libraries and tools for robots [1].'));
  const postgres = await startPostgres();
  const embedded = { OPENAI_BASE_URL: openai.baseUrl };
  const onPostgres = async () => ({
    ...embedded,
    DATABASE_URL: await postgres.createDatabase(),
    NEXTAUTH_SECRET: 'a secret of the benchmark that is long enough',
    AUTH_DEMO: 'on',
  });

  const rows: string[] = [];
  for (const [name, environment] of [
    ['PostgreSQL', onPostgres],
    ['embedded', async () => embedded],
  ] as const) {
    const { now, most } = await measureMemory(await environment(), TURNS);
    rows.push(row(`MB of memory after ${TURNS} turns, ${name}`, now));
    rows.push(row(`MB at most, ${name}`, most));
    const starts = [];
    for (let round = 0; round < ROUNDS; round += 1) starts.push(await measureStarts(await environment()));
    for (const which of ['first', 'second'] as const) {
      const seconds = percentile(
        starts.map((start) => start[which]),
        50,
      );
      rows.push(row(`CPU seconds until healthy, ${which} start, ${name}`, Number(seconds.toFixed(1))));
    }
  }
  await openai.stop();
  await postgres.stop();
  if (!flags.includes(SKIP_INSTALL)) {
    const { packages, build } = await measureProductionTree();
    rows.push(row('MB of packages that `npm ci --omit=dev` installs', packages));
    rows.push(row('MB of the build, without its cache', build));
  }

  return `# Footprint

What the serving process takes: its resident memory after ${TURNS} turns over HTTP with a scripted model, and its user and system time until it is
healthy, the median of ${ROUNDS}; the first start has an empty data directory, or an empty database.
\`npm run bench -- footprint\` writes this file; with \`${SKIP_INSTALL}\` it leaves out the size on disk.

| | before | now | reach |
|---|---|---|---|
${rows.join('\n')}
`;
}

function row(name: string, now: number): string {
  const [before, reach] = BASELINES[name] ?? [];
  return `| ${name} | ${before ?? ''} | ${now} | ${reach === undefined ? '' : `≤ ${reach}`} |`;
}
