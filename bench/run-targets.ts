import { cpus } from 'node:os';
import { createDatabase } from '../lib/db/database';
import { PrismaStore } from '../lib/db/prisma-store';
import { buildProduct } from '../scripts/build-product';
import { startApp } from '../tests/support/app-server';
import { startPostgres } from '../tests/support/postgres';
import { ScriptedOpenAI, searchThenSay } from '../tests/support/scripted-openai';
import { measureTargets } from './targets';

const USERS = 50;

/** Builds the product and holds it against the targets of the mission, on PostgreSQL; returns the report. */
export async function runTargets(): Promise<string> {
  await buildProduct();
  const openai = await ScriptedOpenAI.start();
  openai.play(searchThenSay('What is ROS 2', 'ROS 2 is a set of libraries and tools for robots [1].'));
  const postgres = await startPostgres();
  const url = await postgres.createDatabase();
  const app = await startApp({
    env: {
      OPENAI_BASE_URL: openai.baseUrl,
      DATABASE_URL: url,
      NEXTAUTH_SECRET: 'a secret of the benchmark that is long enough',
      AUTH_DEMO: 'on',
      LOG_LEVEL: 'warn',
    },
  });
  const database = createDatabase({ url, dataDir: app.dataDir, poolSize: 10 });
  const targets = await measureTargets(app.url, new PrismaStore(database), USERS);
  await database.close();
  await app.stop();
  await Promise.all([openai.stop(), postgres.stop()]);
  const rows = targets.map(
    ({ name, target, p50, p95, max }) =>
      `| ${name} | ${target === undefined ? '' : `< ${target}`} | ${p50} | ${p95} | ${Math.round(max)} | ${verdict(target, p95)} |`,
  );
  return `# The targets of the mission

Milliseconds over HTTP on loopback, on PostgreSQL, with a scripted model and ${USERS} students who do everything at once. Server, database, model
and clients share ${cpus().length} cores. \`npm run bench -- targets\` writes this file. The margin is that of the p95.

| | target | p50 | p95 | max | |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

function verdict(target: number | undefined, p95: number): string {
  if (target === undefined) return '';
  return `${p95 < target ? 'reached' : 'missed'}, ${(target / p95).toFixed(1)} ×`;
}
