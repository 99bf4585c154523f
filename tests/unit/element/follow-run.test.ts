import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ConnectionLife } from '@/element/protocol/connection-life';
import { followRun, MAX_ATTEMPTS, type RunLink } from '@/element/protocol/follow-run';
import { reconnectDelay } from '@/element/protocol/reconnect-pause';
import { RequestFailed, RunGone } from '@/element/protocol/request-failed';
import { runUrl } from '@/element/protocol/run-url';

type Ends = 'ends' | 'breaks' | 'hangs';

/** A stream of frames that ends as it should, breaks off behind them, or says nothing more. */
function answer(frames: string, how: Ends = 'ends', extensions?: string): Response {
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (frames !== '') {
        controller.enqueue(new TextEncoder().encode(frames));
        frames = '';
      } else if (how === 'breaks') controller.error(new TypeError('network'));
      else if (how === 'ends') controller.close();
      else return new Promise<void>(() => undefined);
      return undefined;
    },
  });
  const headers = {
    'content-type': 'text/event-stream',
    ...(extensions ? { 'x-chatkit-extensions': extensions } : {}),
  };
  return new Response(body, { headers });
}

/** From a server that marks the end of its streams. */
const marked = (frames: string, how: Ends = 'ends') => answer(frames, how, 'resume, active-run, turn-end');

const frame = (seq: number, data = `e${seq}`) => `id: ${seq}\ndata: ${data}\n\n`;
const END = ': end\n\n';

interface Followed {
  whole?: boolean;
  /** Before which tries the page comes back to its reader. */
  isBack?: (attempt: number) => boolean;
}

/** Follows a run over connections that open one after the other; null is one that cannot be opened. */
async function follow(
  first: Response | null,
  next: (Response | RequestFailed | null)[],
  { whole = false, isBack = () => false }: Followed = {},
) {
  const asked: number[] = [];
  const pauses: number[] = [];
  const heard: string[] = [];
  const link: RunLink = {
    signal: new AbortController().signal,
    complete: () => whole,
    onBroken: () => undefined,
    pause: async (attempt) => {
      pauses.push(attempt);
      return isBack(pauses.length);
    },
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

/** A page whose reader can come back to it. */
function stubPage() {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', new EventTarget());
  onTestFinished(() => void vi.unstubAllGlobals());
  return page;
}

/** The connection is given up after 45 seconds, and the next one is made within 8. */
const LONG_AFTER_MS = 120_000;

describe('followRun', () => {
  beforeEach(() => void stubPage());

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

  it('tries for as long as a server takes to restart, and gives up after that', async () => {
    const result = await follow(answer(frame(1), 'breaks'), []);
    expect(result.pauses).toEqual(Array.from({ length: MAX_ATTEMPTS }, (_, attempt) => attempt));
    const waited = result.pauses.reduce((sum, attempt) => sum + reconnectDelay(attempt, () => 0.5), 0);
    expect(waited).toBeGreaterThanOrEqual(60_000);
    expect(waited).toBeLessThan(90_000);
    expect(result.failure).toBeInstanceOf(RequestFailed);
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

  it('starts counting again when the page comes back to its reader', async () => {
    const result = await follow(answer(frame(1), 'breaks'), [null, null, null, marked(frame(2) + END)], {
      isBack: (count) => count === 3,
    });
    expect(result.pauses).toEqual([0, 1, 2, 1]);
    expect(result.heard).toEqual(['e1', 'e2']);
  });

  it('does not ask again for a run that is gone', async () => {
    const result = await follow(answer(frame(1), 'breaks'), [
      new RequestFailed('run', 404),
      answer(frame(2)),
    ]);
    expect(result.asked).toEqual([1]);
    expect(result.failure).toBeInstanceOf(RunGone);
  });

  it('leaves an end with a whole answer alone, and a server without numbers', async () => {
    expect((await follow(answer(frame(1)), [], { whole: true })).asked).toEqual([]);
    expect((await follow(answer('data: e1\n\n'), [answer(frame(2))])).asked).toEqual([]);
    const broken = await follow(answer('data: e1\n\n', 'breaks'), [answer(frame(2))]);
    expect(broken.asked).toEqual([]);
    expect(broken.failure).toBeInstanceOf(TypeError);
  });

  it('reads a run from its first event', async () => {
    const result = await follow(null, [marked(frame(1) + frame(2) + END)]);
    expect(result).toMatchObject({ asked: [0], pauses: [], heard: ['e1', 'e2'], failure: null });
  });

  it('tries again when the first connection to a run cannot be had', async () => {
    const result = await follow(null, [null, new RequestFailed('run', 429), marked(frame(1) + END)]);
    expect(result).toMatchObject({ asked: [0, 0, 0], heard: ['e1'], failure: null });
  });

  it('leaves a run that it may not read', async () => {
    const result = await follow(null, [new RequestFailed('run', 401)]);
    expect(result.failure).toMatchObject({ status: 401 });
  });
});

describe('a server that marks the end of its streams', () => {
  beforeEach(() => void stubPage());

  it('is believed: nothing follows the mark, though the connection stays open', async () => {
    const result = await follow(marked(frame(1) + END, 'hangs'), []);
    expect(result).toMatchObject({ asked: [], heard: ['e1'], failure: null });
  });

  it('was cut where the mark is missing, also between two items', async () => {
    const result = await follow(marked(frame(1)), [marked(''), marked(frame(2) + END)], { whole: true });
    expect(result).toMatchObject({ asked: [1, 1], heard: ['e1', 'e2'], failure: null });
  });

  it('may give numbers anew when it ends the run of a process that died', async () => {
    const first = frame(1) + frame(2) + frame(3, 'more words') + frame(4, 'still more');
    const result = await follow(marked(first, 'breaks'), [
      marked(frame(3, 'done') + frame(4, 'broke off'), 'breaks'),
      marked(frame(4, 'broke off') + END),
    ]);
    expect(result.heard).toEqual(['e1', 'e2', 'more words', 'still more', 'done', 'broke off']);
    expect(result.asked).toEqual([4, 4]);
  });

  it('is never silent for long: a connection that is dead though nobody closed it is left', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const following = follow(marked(frame(1), 'hangs'), [marked(frame(2) + END)]);
    // All timers never end: what other tests of the process have started goes on beside this one.
    await vi.advanceTimersByTimeAsync(LONG_AFTER_MS);
    expect(await following).toMatchObject({ asked: [1], heard: ['e1', 'e2'], failure: null });
  });
});

describe('ConnectionLife', () => {
  it('counts a silent connection as dead at once when the page comes back', () => {
    const page = stubPage();
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const life = new ConnectionLife();
    page.dispatchEvent(new Event('visibilitychange'));
    expect(life.dead.aborted).toBe(false);
    vi.setSystemTime(Date.now() + 30_000);
    page.dispatchEvent(new Event('visibilitychange'));
    expect(life.dead.aborted).toBe(true);
    life.end();
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
