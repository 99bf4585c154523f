import { ChatClient, input } from '../tests/support/chat-client';
import { percentile } from './percentile';

export interface FirstEventResult {
  users: number;
  sends: number;
  p50: number;
  p95: number;
  max: number;
}

/**
 * How long after a send the first event arrives, in milliseconds, while `users` students send at once, `rounds` times each.
 * The answer of the one round is read to its end before the next begins.
 */
export async function measureFirstEvent(
  url: string,
  users: number,
  rounds: number,
): Promise<FirstEventResult> {
  const students = await Promise.all(
    Array.from({ length: users }, (_, index) => ChatClient.signIn(url, `Bench ${index}`)),
  );
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const measured = await Promise.all(students.map(sendOnce));
    // The first round warms the server up.
    if (round > 0) times.push(...measured);
  }
  return {
    users,
    sends: times.length,
    p50: percentile(times, 50),
    p95: percentile(times, 95),
    max: Math.max(...times),
  };
}

async function sendOnce(student: ChatClient): Promise<number> {
  const started = performance.now();
  let first = Number.POSITIVE_INFINITY;
  let answered = false;
  for await (const event of student.events('threads.create', { input: input('What is ROS 2?') })) {
    first = Math.min(first, performance.now() - started);
    answered ||= event.type === 'thread.item.done' && event.item.type === 'assistant_message';
  }
  if (!answered) throw new Error('a turn ended without an answer; its times would mean nothing');
  return first;
}
