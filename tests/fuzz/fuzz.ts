import * as fc from 'fast-check';
import pg from 'pg';
import type { AppServer } from '../support/app-server';
import { ChatClient, input } from '../support/chat-client';
import { type FuzzRequest, fuzzRequest } from './fuzz-requests';

/** Requests that follow from one seed. */
const BATCH = 50;

export interface FuzzOptions {
  app: AppServer;
  databaseUrl: string;
  /** Seeds of the batches, in order. */
  seeds: Iterable<number>;
  /** Students who send at the same time, each one request after the other. */
  clients: number;
  onProgress?: (report: FuzzReport) => void;
}

export interface FuzzReport {
  requests: number;
  /** How often each status was answered. */
  statuses: Record<number, number>;
  /** How often requests of each kind were accepted. */
  accepted: Record<FuzzRequest['kind'], number>;
  slowestMs: number;
  failures: { seed: number; index: number; what: string; request: string }[];
}

/** Ids that a student has seen, and may name. */
interface Known {
  thread: string[];
  item: string[];
  attachment: string[];
}

/**
 * Sends requests of every sort to a running product and watches what must never happen: a status 500, an answer that takes
 * longer than two seconds, a row written by a request that was refused.
 */
export async function fuzz({
  app,
  databaseUrl,
  seeds,
  clients,
  onProgress,
}: FuzzOptions): Promise<FuzzReport> {
  const report: FuzzReport = {
    requests: 0,
    statuses: {},
    accepted: { valid: 0, 'nearly valid': 0, hostile: 0 },
    slowestMs: 0,
    failures: [],
  };
  const pool = new pg.Pool({ connectionString: databaseUrl, max: clients });
  const remaining = seeds[Symbol.iterator]();
  const foreign = await knownOf(await ChatClient.signIn(app.url, 'Somebody Else'));

  const student = async (number: number) => {
    const client = await ChatClient.signIn(app.url, `fuzz-${number}`);
    const nothing = await rowsOf(pool, `demo:fuzz-${number}`);
    const known = await knownOf(client);
    const rows = () => rowsOf(pool, `demo:fuzz-${number}`);
    if ((await rows()) === nothing) throw new Error('the rows of the student are not found');
    for (let next = remaining.next(); !next.done; next = remaining.next()) {
      const seed = next.value;
      for (const [index, request] of fc.sample(fuzzRequest, { seed, numRuns: BATCH }).entries()) {
        const fail = (what: string) =>
          report.failures.push({ seed, index, what, request: `${request.path} ${describe(request)}` });
        const before = await rows();
        const started = performance.now();
        const { status, text } = await send(client, request, known, foreign);
        const ms = performance.now() - started;

        report.requests += 1;
        report.statuses[status] = (report.statuses[status] ?? 0) + 1;
        report.slowestMs = Math.max(report.slowestMs, ms);
        if (status === 200) {
          report.accepted[request.kind] += 1;
          remember(text, known);
        } else if ((await rows()) !== before) fail(`rows were written though the answer was ${status}`);
        if (status >= 500) fail(`status ${status}: ${text.slice(0, 200)}`);
        if (status !== 200 && status !== 404 && !isRefusal(text))
          fail(`${status} without a message: ${text.slice(0, 200)}`);
      }
      onProgress?.(report);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => student(number)));
  await pool.end();
  const unhandled = /.{0,200}(unhandled\s?rejection|uncaught)[\s\S]{0,1500}/i.exec(app.output());
  if (unhandled) report.failures.push({ seed: -1, index: -1, what: unhandled[0], request: '' });
  return report;
}

async function send(client: ChatClient, request: FuzzRequest, known: Known, foreign: Known) {
  const body =
    typeof request.body === 'string'
      ? Buffer.from(resolveIds(request.body, known, foreign))
      : Buffer.from(request.body);
  const response = await fetch(`${client.url}${request.path}`, {
    method: request.method,
    headers: {
      ...client.headers,
      ...request.headers,
      ...(request.contentType === null ? {} : { 'content-type': request.contentType }),
    },
    ...(request.method === 'GET' ? {} : { body }),
  });
  return { status: response.status, text: await response.text() };
}

function resolveIds(body: string, known: Known, foreign: Known): string {
  return body.replace(/\{\{(foreign-)?(thread|item|attachment):(\d+)\}\}/g, (_, other, kind, place) => {
    const ids = (other ? foreign : known)[kind as keyof Known];
    // The latest ones: many of the older are deleted by now.
    return ids[ids.length - 1 - (Number(place) % Math.max(1, ids.length))] ?? 'none';
  });
}

/** Ids in an answer, so that later requests can name what really exists. */
function remember(text: string, known: Known): void {
  for (const [, id = '', prefix] of text.matchAll(/"((thr|msg|wf|tc|atc)_[0-9a-f]{24})"/g)) {
    const list = prefix === 'thr' ? known.thread : prefix === 'atc' ? known.attachment : known.item;
    if (!list.includes(id)) list.push(id);
    if (list.length > 60) list.shift();
  }
}

async function knownOf(client: ChatClient): Promise<Known> {
  const known: Known = { thread: [], item: [], attachment: [] };
  const create = await client.post({ type: 'threads.create', params: { input: input('hello') } });
  remember(await create.text(), known);
  const params = { name: 'a.png', size: 3, mime_type: 'image/png' };
  remember(await (await client.post({ type: 'attachments.create', params })).text(), known);
  return known;
}

/** A fingerprint of everything that a student has in the database. */
async function rowsOf(pool: pg.Pool, userId: string): Promise<string> {
  const { rows } = await pool.query<{ fingerprint: string }>(
    `SELECT md5(concat(
      (SELECT string_agg(t::text, '|' ORDER BY id) FROM chatkit.threads t WHERE user_id = $1),
      (SELECT string_agg(i::text, '|' ORDER BY thread_id, id) FROM chatkit.items i WHERE user_id = $1),
      (SELECT string_agg(f::text, '|' ORDER BY thread_id, item_id) FROM chatkit.feedback f WHERE user_id = $1),
      (SELECT string_agg(a::text, '|' ORDER BY id) FROM chatkit.attachments a WHERE user_id = $1)
    )) AS fingerprint`,
    [userId],
  );
  return rows[0]?.fingerprint ?? '';
}

const isRefusal = (text: string) => /^\{"error":\{"code":"[a-z_]+","message":".+"\}\}$/.test(text);

function describe({ body, contentType }: FuzzRequest): string {
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('hex');
  return `${contentType}: ${text.slice(0, 300)}`;
}
