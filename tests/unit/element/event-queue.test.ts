import { describe, expect, it } from 'vitest';
import { EventQueue } from '@/element/host/event-queue';

/** A clock that the test turns: what was asked for runs when the test says so. */
function stage() {
  const heard: { type: string; detail: unknown }[] = [];
  const frames: (() => void)[] = [];
  const timers: { callback: () => void; ms: number }[] = [];
  const microtasks: (() => void)[] = [];
  const queue = new EventQueue(
    (event) =>
      heard.push({ type: event.type, detail: event instanceof CustomEvent ? event.detail : undefined }),
    {
      requestAnimationFrame: (callback) => frames.push(callback),
      setTimeout: (callback, ms) => timers.push({ callback, ms }),
      queueMicrotask: (callback) => microtasks.push(callback),
    },
  );
  const run = (list: (() => void)[]) => {
    for (const callback of list.splice(0)) callback();
  };
  const runTimers = (ms: number) =>
    run(timers.filter((timer) => timer.ms === ms).map(({ callback }) => callback));
  return { queue, heard, frame: () => run(frames), microtask: () => run(microtasks), runTimers };
}

describe('EventQueue', () => {
  it('holds events until a frame and a task have passed, then keeps their order', () => {
    const { queue, heard, frame, runTimers } = stage();
    queue.emit('chatkit.ready');
    queue.emit('chatkit.thread.change', { threadId: 'a' });
    frame();
    expect(heard).toEqual([]);
    runTimers(0);
    expect(heard).toEqual([
      { type: 'chatkit.ready', detail: null },
      { type: 'chatkit.thread.change', detail: { threadId: 'a' } },
    ]);
  });

  it('opens after 100 ms where there are no frames', () => {
    const { queue, heard, runTimers } = stage();
    queue.emit('chatkit.ready');
    runTimers(100);
    expect(heard).toHaveLength(1);
  });

  it('opens behind the first listener, when the others of the same round are there, too', () => {
    const { queue, heard, microtask } = stage();
    queue.emit('chatkit.ready');
    queue.listenerAdded('chatkit.error');
    expect(heard).toEqual([]);
    microtask();
    expect(heard).toHaveLength(1);
  });

  it('is not opened by listeners for other events', () => {
    const { queue, heard, microtask } = stage();
    queue.emit('chatkit.ready');
    queue.listenerAdded('click');
    microtask();
    expect(heard).toEqual([]);
  });

  it('dispatches at once when it is open', () => {
    const { queue, heard, frame, runTimers } = stage();
    queue.emit('chatkit.ready');
    frame();
    runTimers(0);
    queue.emit('chatkit.response.start');
    expect(heard.map(({ type }) => type)).toEqual(['chatkit.ready', 'chatkit.response.start']);
    runTimers(100);
    expect(heard).toHaveLength(2);
  });
});
