import { createServer, type RequestListener, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ChatKitError, nodeListener } from '@/lib/chatkit';

let close: () => void = () => undefined;

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const address = server.address();
  const port = (address: AddressInfo | string | null) =>
    typeof address === 'object' && address ? address.port : 0;
  return `http://127.0.0.1:${port(address)}`;
}

afterEach(() => close());

describe('a listener for node:http', () => {
  test('passes method, path, headers and body on, and the response back', async () => {
    const url = await listen(
      nodeListener(async (asked) => {
        const { pathname, search } = new URL(asked.url);
        const body = `${asked.method} ${pathname}${search} ${asked.headers.get('x-a')} ${await asked.text()}`;
        return new Response(body, { status: 201, headers: { 'x-b': 'two' } });
      }),
    );
    const response = await fetch(`${url}/a/b?c=d`, {
      method: 'POST',
      headers: { 'x-a': 'one' },
      body: 'ü'.repeat(100_000),
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-b')).toBe('two');
    expect(await response.text()).toBe(`POST /a/b?c=d one ${'ü'.repeat(100_000)}`);
  });

  test.each([
    ['TRACE', '/'],
    ['GET', '//'],
    ['GET', 'http://[/'],
  ])('refuses %s %s, which no Request can express, and goes on', async (method, path) => {
    const url = await listen(nodeListener(async () => new Response('fine')));
    const { hostname, port } = new URL(url);
    const status = await new Promise((resolve, reject) => {
      const asked = request({ hostname, port, method, path }, (response) => resolve(response.statusCode));
      asked.on('error', reject).end();
    });
    expect(status).toBe(400);
    expect(await (await fetch(url)).text()).toBe('fine');
  });

  test('sends every cookie of a response', async () => {
    const headers = new Headers();
    headers.append('set-cookie', 'a=1');
    headers.append('set-cookie', 'b=2');
    const url = await listen(nodeListener(async () => new Response('', { headers })));
    expect((await fetch(url)).headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  test('answers a request without a body by a response without one', async () => {
    const url = await listen(nodeListener(async () => new Response(null, { status: 204 })));
    const response = await fetch(url);
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  test('turns a refusal into its answer, and tells nothing of other failures', async () => {
    const failures: unknown[] = [];
    const url = await listen(
      nodeListener(
        async (asked) => {
          if (asked.url.endsWith('/refused')) throw new ChatKitError('forbidden', 'Not you.');
          throw new Error('secret');
        },
        (error) => failures.push(error),
      ),
    );
    const refused = await fetch(`${url}/refused`);
    expect([refused.status, await refused.json()]).toEqual([
      403,
      { error: { code: 'forbidden', message: 'Not you.' } },
    ]);
    expect(failures).toEqual([]);
    const failed = await fetch(url);
    expect(failed.status).toBe(500);
    expect(await failed.text()).not.toContain('secret');
    expect(failures).toEqual([new Error('secret')]);
  });

  test('cancels the body of a response whose client leaves', async () => {
    const failures: unknown[] = [];
    let cancelled: () => void = () => undefined;
    const cancellation = new Promise<void>((resolve) => {
      cancelled = resolve;
    });
    const url = await listen(
      nodeListener(
        async () => {
          const start = (controller: ReadableStreamDefaultController<Uint8Array>) =>
            controller.enqueue(new Uint8Array([1]));
          return new Response(new ReadableStream({ start, cancel: () => cancelled() }));
        },
        (error) => failures.push(error),
      ),
    );
    await new Promise<void>((resolve) => {
      const leaving = request(url, (incoming) => {
        incoming.once('data', () => {
          leaving.destroy();
          resolve();
        });
      });
      leaving.end();
    });
    await cancellation;
    expect(failures).toEqual([]);
  });
});
