import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { ensureCommand } from './ensure-command';
import { freePort } from './free-port';

export interface PrometheusServer {
  /** The alerts that have fired since then, in milliseconds; since it started if that is absent. */
  fired(since?: number): Promise<string[]>;
  /** How often the product has been read since. */
  readings(): Promise<number>;
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 30_000;

const answer = z.object({
  data: z.object({
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) }),
    ),
  }),
});

/** A real Prometheus on loopback that reads `target` every two seconds and holds our rules against it, without their patience. */
export async function startPrometheus(target: string, token: string): Promise<PrometheusServer> {
  ensureCommand('prometheus', 'prometheus');
  const directory = mkdtempSync(path.join(tmpdir(), 'robolearn-prometheus-'));
  const port = await freePort();
  const rules = readFileSync('ops/alerts.yml', 'utf8').replaceAll(/^( +for): \S+$/gm, '$1: 0s');
  writeFileSync(path.join(directory, 'alerts.yml'), rules);
  writeFileSync(path.join(directory, 'prometheus.yml'), configuration(target, token));
  const child = spawn(
    'prometheus',
    [
      `--config.file=${path.join(directory, 'prometheus.yml')}`,
      `--storage.tsdb.path=${path.join(directory, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore' },
  );
  const url = `http://127.0.0.1:${port}`;
  const started = Date.now();
  await untilReady(url, child);

  async function query(expression: string) {
    const response = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`);
    return answer.parse(await response.json()).data.result;
  }

  return {
    fired: async (since = started) => {
      const seconds = Math.max(1, Math.floor((Date.now() - since) / 1000));
      const series = await query(
        `count by (alertname) (last_over_time(ALERTS{alertstate="firing"}[${seconds}s]))`,
      );
      return series.map(({ metric }) => metric.alertname ?? '').sort();
    },
    readings: async () => Number((await query('count_over_time(up[1h])'))[0]?.value[1] ?? 0),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGKILL');
        await ended;
      }
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function configuration(target: string, token: string): string {
  return `
global: { evaluation_interval: 1s }
rule_files: [alerts.yml]
scrape_configs:
  - job_name: robolearn
    metrics_path: /api/metrics
    scrape_interval: 2s
    scrape_timeout: 2s
    authorization: { credentials: '${token}' }
    static_configs: [{ targets: ['${new URL(target).host}'] }]
`;
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const ready = await fetch(`${url}/-/ready`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGKILL');
  throw new Error('Prometheus was not ready in time');
}
