import type { Store } from '../lib/chatkit/store/store';
import { ChatClient, input, threadIdOf } from '../tests/support/chat-client';
import { measureFirstEvent } from './first-event';
import { percentile } from './percentile';

/** A target of the mission (its non-functional requirements), and what was measured, in milliseconds. */
export interface Target {
  name: string;
  /** Undefined where the mission has none. */
  target: number | undefined;
  p50: number;
  p95: number;
  max: number;
}

const QUERY_ROUNDS = 10;

const PAGE = { limit: 20, order: 'desc' } as const;

/** Measures a running server, and the store that it has, for `users` students who do everything at once. */
export async function measureTargets(url: string, store: Store, users: number): Promise<Target[]> {
  const students = await Promise.all(
    Array.from({ length: users }, (_, index) => ChatClient.signIn(url, `Target ${index}`)),
  );
  // The connections are warm once somebody was served; each of these students comes for the first time.
  await students[0]?.call('threads.list');
  const first = await Promise.all(students.map((student) => timed(() => student.call('threads.list'))));
  const streams = await measureFirstEvent(url, users, 5);
  const threads = await Promise.all(
    students.map(async (student) =>
      threadIdOf(await student.stream('threads.create', { input: input('What is ROS 2?') })),
    ),
  );
  // The pool of the store opens its connections once.
  await Promise.all(students.map((_, at) => store.listThreads({ userId: `demo:target%20${at}` }, PAGE)));
  const requests: number[] = [];
  const queries: number[] = [];
  for (let round = 0; round < QUERY_ROUNDS; round += 1) {
    const times = await Promise.all(
      students.map((student, at) =>
        timed(() => (round % 2 ? student.call('threads.list') : student.items(threads[at] ?? ''))),
      ),
    );
    requests.push(...times);
    const asked = await Promise.all(
      threads.map((thread, at) => {
        const principal = { userId: `demo:target%20${at}` };
        return timed(() =>
          round % 2 ? store.listThreads(principal, PAGE) : store.listItems(principal, thread, PAGE),
        );
      }),
    );
    queries.push(...asked);
  }
  return [
    { name: 'first request of a student', target: 2_000, ...summary(first) },
    { name: 'first event of a stream', target: 500, p50: streams.p50, p95: streams.p95, max: streams.max },
    { name: 'queries of the store: a page of threads, of items', target: 100, ...summary(queries) },
    { name: 'the same as requests over HTTP', target: undefined, ...summary(requests) },
  ];
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function summary(times: number[]): Pick<Target, 'p50' | 'p95' | 'max'> {
  return { p50: percentile(times, 50), p95: percentile(times, 95), max: Math.max(...times) };
}
