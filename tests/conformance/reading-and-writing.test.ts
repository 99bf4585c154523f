import { describe, expect } from 'vitest';
import type { Page, Thread, ThreadItem } from '@/lib/chatkit/protocol';
import { input, threadIdOf } from '../support/chat-client';
import { answer, done, userMessage } from '../support/sample-items';
import { SampleAttachments, SampleServer } from '../support/sample-server';
import { behaviour } from './catalogue/behaviour';

async function threads(server: SampleServer, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    ids.push(threadIdOf(await server.stream('threads.create', { input: input(`m${made}`) })));
  }
  return ids;
}

const idsOf = (page: Page<{ id: string }>) => page.data.map(({ id }) => id);

describe('lists', () => {
  behaviour(14, 'of threads come newest first, in pages', async () => {
    const server = new SampleServer();
    const ids = (await threads(server, 25)).reverse();
    const first = await server.call<Page<Thread>>('threads.list', { limit: 20 });
    expect([idsOf(first), first.has_more, first.after]).toEqual([ids.slice(0, 20), true, ids[19]]);
    const second = await server.call<Page<Thread>>('threads.list', { after: first.data.at(-1)?.id });
    expect([idsOf(second), second.has_more, second.after]).toEqual([ids.slice(20), false, undefined]);
  });

  behaviour(15, 'of items come newest first, in pages', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      for (let made = 0; made < 25; made += 1) yield done(userMessage(thread.id, `msg_${made}`));
    };
    const [thread_id] = await threads(server, 1);
    const first = await server.call<Page<ThreadItem>>('items.list', { thread_id });
    expect(idsOf(first)).toEqual(Array.from({ length: 20 }, (_, place) => `msg_${24 - place}`));
    expect([first.has_more, first.after]).toEqual([true, 'msg_5']);
    const second = await server.call<Page<ThreadItem>>('items.list', { thread_id, after: first.after });
    const [message] = await server.stored(thread_id ?? '');
    expect([idsOf(second), second.has_more, second.after]).toEqual([
      ['msg_4', 'msg_3', 'msg_2', 'msg_1', 'msg_0', message?.id],
      false,
      undefined,
    ]);
    expect(second.data.at(-1)).toMatchObject({ content: [{ type: 'input_text', text: 'm0' }] });
  });

  behaviour(32, 'of threads are complete over their pages', async () => {
    const server = new SampleServer();
    const ids = await threads(server, 25);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page: Page<Thread> = await server.call('threads.list', { limit: 10, after });
      seen.push(...idsOf(page));
      after = page.after;
    } while (after);
    expect(seen.toSorted()).toEqual(ids.toSorted());
  });
});

describe('a thread', () => {
  behaviour(23, 'can be read with its first items', async () => {
    const server = new SampleServer();
    server.respondWith = async function* (thread) {
      thread.title = 'Topics';
      yield done(answer(thread.id, 'msg_a'));
    };
    const [thread_id] = await threads(server, 1);
    const thread = await server.call<Thread>('threads.get_by_id', { thread_id });
    expect([thread.id, thread.title]).toEqual([thread_id, 'Topics']);
    expect(thread.items.data[0]).toMatchObject({ type: 'user_message', content: [{ text: 'm0' }] });
  });

  behaviour(33, 'can be renamed', async () => {
    const server = new SampleServer();
    const [thread_id] = await threads(server, 1);
    expect(await server.call('threads.update', { thread_id, title: 'new' })).toMatchObject({
      id: thread_id,
      title: 'new',
      items: { data: [], has_more: false },
    });
  });

  behaviour(36, 'is gone when it is deleted', async () => {
    const server = new SampleServer();
    const [thread_id] = await threads(server, 1);
    const deleted = await server.post('threads.delete', { thread_id });
    expect(await deleted.text()).toBe('{}');
    const missing = await server.post('threads.get_by_id', { thread_id });
    expect([missing.status, await missing.json()]).toEqual([
      404,
      { error: { code: 'not_found', message: 'There is no such thread.' } },
    ]);
  });
});

describe('attachments', () => {
  const withFiles = () => {
    const attachmentStore = new SampleAttachments();
    return { attachmentStore, server: new SampleServer({ attachmentStore }) };
  };
  const create = (server: SampleServer, mime_type: string) =>
    server.call<{ id: string }>('attachments.create', { name: 'a', size: 3, mime_type });
  const stored = async (server: SampleServer, id: string) =>
    (await server.store.loadAttachment({ userId: 'alice' }, id)).value;
  const noPlace = { error: { code: 'invalid_request', message: 'Files cannot be attached here.' } };
  const descriptor = { url: 'https://files.test/upload', method: 'PUT', headers: {} };

  behaviour(24, 'of text are announced as files, their metadata kept back', async () => {
    const { server } = withFiles();
    const created = await create(server, 'text/plain');
    expect(created).toEqual({
      type: 'file',
      id: created.id,
      name: 'a',
      mime_type: 'text/plain',
      upload_descriptor: descriptor,
    });
    expect((await stored(server, created.id)).metadata).toEqual({ secret: true });
  });

  behaviour(25, 'of images have a preview', async () => {
    const { server } = withFiles();
    const created = await create(server, 'image/png');
    expect(created).toEqual({
      type: 'image',
      id: created.id,
      name: 'a',
      mime_type: 'image/png',
      preview_url: 'https://files.test/preview',
      upload_descriptor: descriptor,
    });
  });

  behaviour(26, 'show no metadata in the messages that carry them', async () => {
    const { server } = withFiles();
    const { id } = await create(server, 'text/plain');
    const events = await server.stream('threads.create', { input: input('see', { attachments: [id] }) });
    const listed = await server.call<Page<ThreadItem>>('items.list', { thread_id: threadIdOf(events) });
    const shown = { type: 'file', id, name: 'a', mime_type: 'text/plain', thread_id: threadIdOf(events) };
    expect(listed.data[0]).toHaveProperty('attachments', [shown]);
    expect(JSON.stringify([listed, events])).not.toContain('secret');
  });

  behaviour(27, 'belong to the thread that is created with them', async () => {
    const { server } = withFiles();
    const { id } = await create(server, 'text/plain');
    const events = await server.stream('threads.create', { input: input('see', { attachments: [id] }) });
    expect((await stored(server, id)).thread_id).toBe(threadIdOf(events));
  });

  behaviour(28, 'belong to the thread of the message that brings them', async () => {
    const { server } = withFiles();
    const { id } = await create(server, 'text/plain');
    const [thread_id] = await threads(server, 1);
    const events = await server.stream('threads.add_user_message', {
      thread_id,
      input: input('see', { attachments: [id] }),
    });
    expect(events.map(({ type }) => type)).toEqual(['thread.item.done', 'stream_options']);
    expect((await stored(server, id)).thread_id).toBe(thread_id);
  });

  behaviour(29, 'are refused where there is no place for them', async () => {
    const refused = await new SampleServer().post('attachments.create', {
      name: 'a',
      size: 3,
      mime_type: 'text/plain',
    });
    expect([refused.status, await refused.json()]).toEqual([400, noPlace]);
  });

  behaviour(30, 'can be deleted', async () => {
    const { server, attachmentStore } = withFiles();
    const { id } = await create(server, 'text/plain');
    expect(await server.call('attachments.delete', { attachment_id: id })).toEqual({});
    expect(attachmentStore.deleted).toEqual([id]);
    await expect(stored(server, id)).rejects.toThrow('no such attachment');
  });

  behaviour(31, 'cannot be deleted where there is no place for them', async () => {
    const refused = await new SampleServer().post('attachments.delete', { attachment_id: 'atc_1' });
    expect([refused.status, await refused.json()]).toEqual([400, noPlace]);
  });
});

behaviour(45, 'a recording reaches its hook as bytes with its media type', async () => {
  const server = new SampleServer();
  const audio = {
    audio_base64: Buffer.from('sound').toString('base64'),
    mime_type: 'audio/webm;codecs=opus',
  };
  const sent = { metadata: { tab: 'left' } };
  expect(await server.call('input.transcribe', audio, sent)).toEqual({ text: 'heard' });
  expect(server.heard).toEqual([
    {
      data: new Uint8Array(Buffer.from('sound')),
      mimeType: 'audio/webm;codecs=opus',
      mediaType: 'audio/webm',
    },
  ]);
  expect(server.contexts).toEqual([{ principal: { userId: 'alice' }, requestId: 'test', ...sent }]);
});
