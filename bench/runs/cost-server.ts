import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import {
  ChatKitServer,
  handleRequest,
  nodeListener,
  type ThreadMetadata,
  type ThreadStreamEvent,
} from '../../lib/chatkit';
import { createDatabase } from '../../lib/db/database';
import { PrismaRunStore } from '../../lib/db/prisma-run-store';
import { PrismaStore } from '../../lib/db/prisma-store';
import { RUNS_CHANNEL, RunsListener } from '../../lib/db/runs-listener';

/** Words of an answer, and milliseconds between them. */
const WORDS = 400;
const PACE_MS = 50;

class PacedServer extends ChatKitServer {
  override async *respond(thread: ThreadMetadata): AsyncGenerator<ThreadStreamEvent> {
    const item_id = this.generateId('message', thread.id);
    const item = {
      type: 'assistant_message' as const,
      id: item_id,
      thread_id: thread.id,
      created_at: this.now().toISOString(),
    };
    yield { type: 'thread.item.added', item: { ...item, content: [] } };
    const content = { type: 'output_text' as const, text: '', annotations: [] };
    yield {
      type: 'thread.item.updated',
      item_id,
      update: { type: 'assistant_message.content_part.added', content_index: 0, content },
    };
    const started = performance.now();
    let text = '';
    for (let word = 0; word < WORDS; word += 1) {
      await setTimeout(Math.max(0, started + word * PACE_MS - performance.now()));
      // What it is measured by: when it was made.
      const delta = `${Date.now()} `;
      text += delta;
      yield {
        type: 'thread.item.updated',
        item_id,
        update: { type: 'assistant_message.content_part.text_delta', content_index: 0, delta },
      };
    }
    yield { type: 'thread.item.done', item: { ...item, content: [{ ...content, text }] } };
  }
}

/** `node … cost-server.ts <database> memory|database`: a server of the SDK whose runs are known in memory or in PostgreSQL. */
const [, , url = '', kind] = process.argv;
const database = createDatabase({ url, dataDir: '', poolSize: 8 });
const listener = new RunsListener({
  url,
  notify: async (message) => {
    await (await database.client()).$executeRaw`SELECT pg_notify(${RUNS_CHANNEL}, ${message})`;
  },
});
const runStore = new PrismaRunStore(database, { owner: randomUUID(), isAlone: false, listener });
const server = new PacedServer({
  store: new PrismaStore(database, kind === 'database' ? { runs: runStore } : {}),
  ...(kind === 'database' ? { runStore } : {}),
});
await database.ping();
const http = createServer(
  nodeListener((request) =>
    handleRequest(server, request, (parsed) => ({
      principal: { userId: request.headers.get('x-user') ?? 'nobody' },
      requestId: 'bench',
      metadata: parsed.metadata,
    })),
  ),
);
http.listen(0, '127.0.0.1', () => {
  const { port } = http.address() as AddressInfo;
  process.stdout.write(`${port}\n`);
});
