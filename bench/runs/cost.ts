import { spawn } from 'node:child_process';
import { once } from 'node:events';
import pg from 'pg';
import { startPostgres } from '../../tests/support/postgres';
import { processCpu } from '../../tests/support/process-cpu';
import { percentile } from '../percentile';

const STREAMS = 200;
/** In turns, so that what else the machine does falls on both. */
const ROUNDS = ['memory', 'database', 'database', 'memory', 'memory', 'database'] as const;

interface Measured {
  cpuSeconds: number;
  p50: number;
  p99: number;
  lost: number;
  connections: number;
}

/** What the log in PostgreSQL costs a server of the SDK: 200 streams of 20 words a second for 20 seconds. */
export async function costTest(): Promise<string[]> {
  const postgres = await startPostgres();
  const measured: Record<'memory' | 'database', Measured[]> = { memory: [], database: [] };
  for (const kind of ROUNDS) measured[kind].push(await measure(await postgres.createDatabase(), kind));
  await postgres.stop();
  const median = (kind: 'memory' | 'database', of: (measured: Measured) => number) =>
    percentile(measured[kind].map(of), 50);
  const cpu = (kind: 'memory' | 'database') => median(kind, ({ cpuSeconds }) => cpuSeconds);
  const p99 = (kind: 'memory' | 'database') => median(kind, ({ p99: delay }) => delay);
  const more = (now: number, before: number) => `${Math.round(100 * (now / before - 1))} %`;
  const lost = [...measured.memory, ...measured.database].reduce((sum, round) => sum + round.lost, 0);
  const connections = Math.max(...measured.database.map(({ connections: count }) => count));
  return [
    `| ${STREAMS} streams × 20/s: CPU of the server, log in PostgreSQL beside memory | ≤ 15 % more | ${cpu('memory')} → ${cpu('database')} s: ${more(cpu('database'), cpu('memory'))} |`,
    `| connections | ≤ 10 | ${connections} |`,
    `| delay of a word, p99 | within 20 % | ${p99('memory')} → ${p99('database')} ms: ${more(p99('database'), p99('memory'))}; p50 ${median('memory', ({ p50 }) => p50)} → ${median('database', ({ p50 }) => p50)} ms; ${lost} lost |`,
  ];
}

async function measure(url: string, kind: 'memory' | 'database'): Promise<Measured> {
  const run = (file: string, ...given: string[]) =>
    spawn(process.execPath, ['--import', 'tsx', `bench/runs/${file}`, ...given], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const server = run('cost-server.ts', url, kind);
  const [port] = await once(server.stdout.setEncoding('utf8'), 'data');
  const target = `http://127.0.0.1:${String(port).trim()}`;
  const pid = server.pid ?? 0;
  const clientRun = async (streams: number): Promise<{ delays: number[]; lost: number }> => {
    const client = run('cost-client.ts', target, String(streams));
    let output = '';
    client.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    await once(client, 'close');
    return JSON.parse(output);
  };
  await clientRun(5);
  const before = processCpu(pid);
  const watching = countConnections(url);
  const { delays, lost } = await clientRun(STREAMS);
  const cpuSeconds = processCpu(pid) - before;
  const connections = await watching();
  server.kill();
  await once(server, 'close');
  return { cpuSeconds, p50: percentile(delays, 50), p99: percentile(delays, 99), lost, connections };
}

/** @returns what to call for the most connections that the server has had meanwhile */
function countConnections(url: string): () => Promise<number> {
  let maxConnections = 0;
  let isOver = false;
  const counting = (async () => {
    const client = new pg.Client({ connectionString: url, application_name: 'bench' });
    await client.connect();
    while (!isOver) {
      const { rows } = await client.query<{ count: number }>(
        "SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND application_name <> 'bench'",
      );
      maxConnections = Math.max(maxConnections, rows[0]?.count ?? 0);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    await client.end();
  })();
  return async () => {
    isOver = true;
    await counting;
    return maxConnections;
  };
}
