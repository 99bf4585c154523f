import { describe, expect, it, vi } from 'vitest';
import { createTutorFetch } from '@/components/tutor/tutor-fetch';

const PAGE = {
  url: 'https://x.example/docs/ü',
  title: 'Grüße – سلام',
  path: '/docs/ü',
  headings: 'A, B',
  description: '',
};

function setUp(status = 200) {
  const sent = vi.fn<typeof fetch>(async () => new Response('{}', { status }));
  const onSessionEnded = vi.fn();
  const state = { page: PAGE };
  const tutorFetch = createTutorFetch({
    fetch: sent,
    userInfo: () => ({ name: 'Ada' }),
    pageContext: () => state.page,
    onSessionEnded,
  });
  const bodyOf = (index = 0): unknown => JSON.parse(String(sent.mock.calls[index]?.[1]?.body));
  return { tutorFetch, sent, onSessionEnded, state, bodyOf };
}

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

describe('requests of the tutor', () => {
  it.each([
    { type: 'threads.create', params: { input: { content: [] } } },
    { type: 'threads.add_user_message', params: { thread_id: 't', input: { content: [] } } },
    { type: 'threads.retry_after_item', params: { thread_id: 't', item_id: 'i' } },
    { type: 'threads.custom_action', params: { thread_id: 't', action: { type: 'a' } } },
    { type: 'threads.sync_custom_action', params: { thread_id: 't', action: { type: 'a' } } },
    { type: 'threads.add_client_tool_output', params: { thread_id: 't', result: 1 } },
    { type: 'threads.add_structured_input', params: { thread_id: 't', item_id: 'i', input: {} } },
  ])('$type tells about the student and the page', async (request) => {
    const { tutorFetch, bodyOf } = setUp();
    await tutorFetch('/api/chatkit', post(request));
    expect(bodyOf()).toEqual({ ...request, metadata: { userInfo: { name: 'Ada' }, pageContext: PAGE } });
  });

  it.each([
    { type: 'threads.list', params: {} },
    { type: 'items.list', params: { thread_id: 't' } },
    { type: 'items.feedback', params: { thread_id: 't', item_ids: ['i'], kind: 'positive' } },
  ])('$type passes untouched', async (request) => {
    const { tutorFetch, sent } = setUp();
    const init = post(request);
    await tutorFetch('/api/chatkit', init);
    expect(sent).toHaveBeenCalledWith('/api/chatkit', init);
  });

  it('reads the page when the message is sent, not before', async () => {
    const { tutorFetch, state, bodyOf } = setUp();
    const request = post({ type: 'threads.create', params: { input: {} } });
    await tutorFetch('/api/chatkit', request);
    state.page = { ...PAGE, path: '/docs/next' };
    await tutorFetch('/api/chatkit', request);
    expect(bodyOf(1)).toMatchObject({ metadata: { pageContext: { path: '/docs/next' } } });
  });

  it('lets metadata of the body win', async () => {
    const { tutorFetch, bodyOf } = setUp();
    const metadata = { userInfo: { name: 'Grace' }, mine: 1 };
    await tutorFetch('/api/chatkit', post({ type: 'threads.create', params: { input: {} }, metadata }));
    expect(bodyOf()).toMatchObject({ metadata: { ...metadata, pageContext: PAGE } });
  });

  it('leaves uploads and unreadable bodies alone, and adds no header (D-F2, D-F4)', async () => {
    const { tutorFetch, sent } = setUp();
    const form = new FormData();
    const uploads: RequestInit[] = [{ method: 'POST', body: form }, { method: 'PUT', body: '{"type":' }, {}];
    for (const init of uploads) await tutorFetch('/api/chatkit/upload', init);
    expect(sent.mock.calls.map(([, init]) => init)).toEqual(uploads);

    const init = post({ type: 'threads.create', params: { input: {} } });
    await tutorFetch('/api/chatkit', init);
    expect(sent.mock.lastCall?.[1]?.headers).toBe(init.headers);
  });

  it('keeps the signal, so that stop works', async () => {
    const { tutorFetch, sent } = setUp();
    const { signal } = new AbortController();
    await tutorFetch('/api/chatkit', { ...post({ type: 'threads.create', params: { input: {} } }), signal });
    expect(sent.mock.lastCall?.[1]?.signal).toBe(signal);
  });

  it('tells when the session has ended, and still answers', async () => {
    const { tutorFetch, onSessionEnded } = setUp(401);
    const response = await tutorFetch('/api/chatkit', post({ type: 'threads.list', params: {} }));
    expect(response.status).toBe(401);
    expect(onSessionEnded).toHaveBeenCalledOnce();
  });
});
