import { setTimeout } from 'node:timers/promises';
import { type AppServer, startApp } from '../../tests/support/app-server';
import { ChatClient, input } from '../../tests/support/chat-client';
import { type PostgresServer, startPostgres } from '../../tests/support/postgres';
import { frames } from '../../tests/support/run-frames';
import { ScriptedOpenAI } from '../../tests/support/scripted-openai';

export const DECLARED = { 'x-chatkit-resume': '1' };

/** Two processes of the built product on one PostgreSQL, and a model with a script. */
export interface Pair {
  openai: ScriptedOpenAI;
  postgres: PostgresServer;
  apps: readonly [AppServer, AppServer];
  /** One more process. */
  start(more?: Record<string, string>): Promise<AppServer>;
  /** The same student, as a client of each process. */
  student(name: string): Promise<[ChatClient, ChatClient]>;
  stop(): Promise<void>;
}

export async function startPair(more: Record<string, string> = {}): Promise<Pair> {
  const [openai, postgres] = await Promise.all([ScriptedOpenAI.start(), startPostgres()]);
  const env = {
    DATABASE_URL: await postgres.createDatabase(),
    NEXTAUTH_SECRET: 'a secret of the benchmark that is long enough',
    AUTH_DEMO: 'on',
    OPENAI_BASE_URL: openai.baseUrl,
    LOG_LEVEL: 'error',
    ...more,
  };
  const start = (own: Record<string, string> = {}) => startApp({ env: { ...env, ...own } });
  const first = await start();
  const apps = [first, await start()] as const;
  return {
    openai,
    postgres,
    apps,
    start,
    student: async (name) => {
      const here = await ChatClient.signIn(apps[0].url, name);
      return [here, at(here, apps[1])];
    },
    stop: async () => {
      await Promise.all(apps.map((app) => app.stop()));
      await openai.stop();
      await postgres.stop();
    },
  };
}

/** The same student at another process. */
export function at({ headers }: ChatClient, { url }: AppServer): ChatClient {
  return new ChatClient(url, { ...headers, origin: url });
}

export const create = (text: string) => ({ type: 'threads.create', params: { input: input(text) } });

export const add = (threadId: string, text: string) => ({
  type: 'threads.add_user_message',
  params: { thread_id: threadId, input: input(text) },
});

export const send = (
  client: ChatClient,
  body: object,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
) => client.with({ ...DECLARED, ...headers }).post(body, signal ? { signal } : {});

export const resume = (client: ChatClient, runId: string, after: number) =>
  fetch(`${client.url}/api/chatkit/runs/${runId}/events?after=${after}`, {
    headers: { ...client.headers, ...DECLARED },
  });

export const runIdOf = (response: Response) => response.headers.get('x-chatkit-run-id') ?? '';

/** Reads a stream, event by event as JSON, until it ends or `isEnough` says so, which closes the connection. */
export async function read(
  response: Response,
  isEnough: (json: string, id: number) => boolean = () => false,
): Promise<string[]> {
  const seen: string[] = [];
  for await (const { id, event } of frames(response)) {
    const json = JSON.stringify(event);
    seen.push(json);
    if (isEnough(json, id)) break;
  }
  return seen;
}

export const threadIdIn = (events: string[]) =>
  /"thread_id":"(thr_[0-9a-f]+)"/.exec(events.join('\n'))?.[1] ?? '';

/** A pace of the model: some milliseconds between words. */
export const every = (ms: number) => () => setTimeout(ms);
