import { describe, expect, it } from 'vitest';
import { followRun, type RunLink } from '@/element/protocol/follow-run';
import { reconnectDelay } from '@/element/protocol/reconnect-pause';
import { RequestFailed } from '@/element/protocol/request-failed';
import { runUrl } from '@/element/protocol/run-url';

/** A stream of frames that ends as it should, or breaks off behind them. */
function answer(frames: string, how: 'ends' | 'breaks' = 'ends'): Response {
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (frames !== '') {
        controller.enqueue(new TextEncoder().encode(frames));
        frames = '';
      } else if (how === 'breaks') controller.error(new TypeError('network'));
      else controller.close();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
}

const frame = (seq: number) => `id: ${seq}\ndata: e${seq}\n\n`;

/** Follows a run over connections that open one after the other; null is one that cannot be opened. */
async function follow(first: Response, next: (Response | RequestFailed | null)[], whole = false) {
  const asked: number[] = [];
  const pauses: number[] = [];
  const heard: string[] = [];
  const link: RunLink = {
    signal: new AbortController().signal,
    complete: () => whole,
    onBroken: () => undefined,
    pause: async (attempt) => void pauses.push(attempt),
    reopen: async (seq) => {
      asked.push(seq);
      const response = next.shift() ?? new RequestFailed('run', 0);
      if (response instanceof RequestFailed) throw response;
      return response;
    },
  };
  const failure = await (async () => {
    for await (const { data } of followRun(first, link)) heard.push(data);
    return null;
  })().catch((cause: unknown) => cause);
  return { heard, asked, pauses, failure };
}

describe('followRun', () => {
  it('goes on after the last event it saw, and takes none twice', async () => {
    const result = await follow(answer(frame(1) + frame(2), 'breaks'), [
      answer(frame(2) + frame(3), 'breaks'),
      answer(frame(4)),
      answer(''),
    ]);
    expect(result.heard).toEqual(['e1', 'e2', 'e3', 'e4']);
    expect(result.asked).toEqual([2, 3, 4]);
    expect(result.failure).toBeNull();
  });

  it('gives up after five tries without news', async () => {
    const result = await follow(answer(frame(1), 'breaks'), []);
    expect(result.pauses).toEqual([0, 1, 2, 3, 4]);
    expect(result.failure).toBeInstanceOf(TypeError);
  });

  it('starts counting again with every event', async () => {
    const refused = new RequestFailed('run', 503);
    const result = await follow(answer(frame(1), 'breaks'), [
      refused,
      refused,
      answer(frame(2), 'breaks'),
      answer(''),
    ]);
    expect(result.pauses).toEqual([0, 1, 2, 0]);
    expect(result.heard).toEqual(['e1', 'e2']);
  });

  it('does not ask again for a run that is gone', async () => {
    const result = await follow(answer(frame(1), 'breaks'), [
      new RequestFailed('run', 404),
      answer(frame(2)),
    ]);
    expect(result.asked).toEqual([1]);
    expect(result.failure).toBeInstanceOf(TypeError);
  });

  it('leaves an end with a whole answer alone, and a server without numbers', async () => {
    expect((await follow(answer(frame(1)), [], true)).asked).toEqual([]);
    expect((await follow(answer('data: e1\n\n'), [answer(frame(2))])).asked).toEqual([]);
    const broken = await follow(answer('data: e1\n\n', 'breaks'), [answer(frame(2))]);
    expect(broken.asked).toEqual([]);
    expect(broken.failure).toBeInstanceOf(TypeError);
  });
});

describe('reconnectDelay', () => {
  it('doubles within its bounds, and is scattered', () => {
    expect([0, 1, 2, 3, 4].map((attempt) => reconnectDelay(attempt, () => 0.5))).toEqual([
      500, 1000, 2000, 4000, 8000,
    ]);
    expect(reconnectDelay(9, () => 1)).toBe(8000);
    expect(reconnectDelay(2, () => 0)).toBeLessThan(reconnectDelay(2, () => 1));
  });
});

describe('runUrl', () => {
  it('stands beside the endpoint, whose own parameters stay', () => {
    expect(runUrl('https://x.example/api/chatkit/?a=1', 'run 1', 7)).toBe(
      'https://x.example/api/chatkit/runs/run%201/events?a=1&after=7',
    );
  });
});
