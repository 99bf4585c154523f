import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { FileStore } from '@/lib/files/file-store';

export interface SeededAccount {
  userId: string;
  /** In the id of every thread of the account, and of nobody else's. */
  mark: string;
  threads: number;
  itemsEach: number;
  files: number;
}

/** Fills an account as a year of use does: conversations, opinions, files with their bytes, what models took. */
export async function seedAccount(
  client: pg.Client,
  store: FileStore,
  account: SeededAccount,
): Promise<void> {
  const { userId, mark, threads, itemsEach, files } = account;
  await client.query(
    'INSERT INTO chatkit.users (id, name, email) VALUES ($1, $1, $2) ON CONFLICT DO NOTHING',
    [userId, `${mark}@example.test`],
  );
  await client.query(
    `INSERT INTO chatkit.threads (id, user_id, title, status, metadata, last_item_seq, created_at)
     SELECT 'thr_' || $2 || lpad(to_hex(n), 20, '0'), $1, 'About robots ' || n, '{"type":"active"}', '{}', $4, now()
     FROM generate_series(1, $3::int) AS n`,
    [userId, mark, threads, itemsEach],
  );
  await client.query(
    `INSERT INTO chatkit.items (thread_id, id, user_id, seq, type, hidden, data, created_at)
     SELECT t.id, item.id, t.user_id, n, item.type, item.type = 'hidden_context_item', json_build_object(
       'id', item.id, 'thread_id', t.id, 'created_at', '2026-11-22T10:00:00.000Z', 'type', item.type,
       'content', CASE item.type
         WHEN 'hidden_context_item' THEN to_json('for the model alone'::text)
         WHEN 'user_message' THEN json_build_array(json_build_object('type', 'input_text', 'text', 'What is a node?'))
         ELSE json_build_array(json_build_object('type', 'output_text', 'text', 'A node is a process.', 'annotations',
           json_build_array(json_build_object('type', 'annotation', 'index', 6, 'source',
             json_build_object('type', 'url', 'title', 'What is ROS 2?', 'url', 'https://learn.example.org/ros2#nodes')))))
       END,
       'attachments', '[]'::json, 'inference_options', '{}'::json), now()
     FROM chatkit.threads AS t, generate_series(1, $2::int) AS n, LATERAL (SELECT
       'msg_' || lpad(to_hex(n), 24, '0') AS id,
       CASE WHEN n = $2 THEN 'hidden_context_item' WHEN n % 2 = 1 THEN 'user_message' ELSE 'assistant_message' END AS type
     ) AS item WHERE t.user_id = $1`,
    [userId, itemsEach],
  );
  await client.query(
    `INSERT INTO chatkit.feedback (thread_id, item_id, user_id, kind)
     SELECT thread_id, id, user_id, 'positive' FROM chatkit.items WHERE user_id = $1 AND seq = 2`,
    [userId],
  );
  await client.query(
    `INSERT INTO chatkit.usage (user_id, thread_id, purpose, model, input_tokens, output_tokens, cached_tokens)
     SELECT user_id, id, 'answer', 'scripted', 10, 5, 0 FROM chatkit.threads WHERE user_id = $1`,
    [userId],
  );
  for (let n = 1; n <= files; n += 1) {
    const id = `atc_${randomBytes(12).toString('hex')}`;
    const bytes = new Uint8Array(Buffer.from(`# ${mark} ${n}\n`.repeat(500)));
    const data = { id, type: 'file', name: `../notes ${n}.md`, mime_type: 'text/markdown' };
    await client.query(
      `INSERT INTO chatkit.attachments (id, user_id, thread_id, data, size, store, stored_at)
       VALUES ($1, $2, (SELECT id FROM chatkit.threads WHERE user_id = $2 ORDER BY id OFFSET $3 LIMIT 1), $4, $5, $6, now())`,
      [id, userId, n % 2 === 0 ? n : null, JSON.stringify(data), bytes.byteLength, store.kind],
    );
    await store.put({ userId }, id, { mimeType: 'text/markdown', bytes });
  }
}
