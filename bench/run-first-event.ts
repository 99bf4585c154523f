import { cpus } from 'node:os';
import { buildProduct } from '../scripts/build-product';
import { startApp } from '../tests/support/app-server';
import { startPostgres } from '../tests/support/postgres';
import { ScriptedOpenAI, searchThenSay } from '../tests/support/scripted-openai';
import { measureFirstEvent } from './first-event';

const ROUNDS = 20;

/** Builds the product and measures it on each database; returns the report. */
export async function runFirstEvent(): Promise<string> {
  await buildProduct();
  const openai = await ScriptedOpenAI.start();
  openai.play(searchThenSay('What is ROS 2', 'ROS 2 is a set of libraries and tools for robots [1].'));
  const postgres = await startPostgres();
  const model = { OPENAI_BASE_URL: openai.baseUrl };
  const onPostgres = async () => ({
    ...model,
    DATABASE_URL: await postgres.createDatabase(),
    NEXTAUTH_SECRET: 'a secret of the benchmark that is long enough',
    AUTH_DEMO: 'on',
  });

  const rows: string[] = [];
  for (const [name, env, users] of [
    ['PGlite', model, 10],
    ['PostgreSQL', await onPostgres(), 10],
    ['PostgreSQL', await onPostgres(), 50],
  ] as const) {
    const app = await startApp({ env: { ...env, LOG_LEVEL: 'warn' } });
    const { sends, p50, p95, max } = await measureFirstEvent(app.url, users, ROUNDS);
    rows.push(`| ${name} | ${users} | ${sends} | ${p50} | ${p95} | ${Math.round(max)} |`);
    await app.stop();
  }
  await openai.stop();
  await postgres.stop();

  return `# First event after a send

Milliseconds from the send to the first event of the stream, over HTTP on loopback, with a scripted model and all users sending at
once. Server, database, model and clients share ${cpus().length} cores. \`npm run bench\` writes this file.

| Database | Users at once | Sends | p50 | p95 | max |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}
