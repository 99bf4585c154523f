import { setTimeout } from 'node:timers/promises';
import { randomFrom } from '../../tests/support/random';
import { create, type Pair, read, send, threadIdIn } from './pair';

const SCHEDULES = 1_000;
const MAX_CONCURRENT = 4;

/** One key, sent 2 to 50 times to both processes, in parallel and after dropped connections. */
export async function duplicatesTest(pair: Pair): Promise<string[]> {
  const calls = new Map<string, number>();
  pair.openai.play((request) => {
    const [question = ''] = /Schedule \d+/.exec(JSON.stringify(request.input)) ?? [];
    calls.set(question, (calls.get(question) ?? 0) + 1);
    return { kind: 'text', text: 'Answered.' };
  });
  const students = await Promise.all(
    Array.from({ length: MAX_CONCURRENT }, (_, n) => pair.student(`Twice ${n}`)),
  );
  const wrong: string[] = [];
  let sends = 0;
  let refusals = 0;
  await Promise.all(
    students.map(async (clients, lane) => {
      for (let schedule = lane; schedule < SCHEDULES; schedule += MAX_CONCURRENT) {
        const random = randomFrom(1_000 + schedule);
        const question = `Schedule ${schedule}`;
        const key = `key-${schedule}`;
        const count = 2 + Math.floor(48 * random() ** 3);
        const client = () => clients[random() < 0.5 ? 0 : 1];
        const threads = new Set<string>();
        const note = (events: string[]) => {
          for (const event of events) threads.add(threadIdIn([event]));
          threads.delete('');
        };
        const sendOnce = async () => {
          sends += 1;
          await setTimeout(random() * 30);
          const dropped = new AbortController();
          if (random() < 0.3) void setTimeout(random() * 40).then(() => dropped.abort());
          try {
            const response = await send(
              client(),
              create(question),
              { 'idempotency-key': key },
              dropped.signal,
            );
            if (response.status !== 200) wrong.push(`${question}: ${response.status}`);
            note(await read(response));
          } catch (error) {
            if (!dropped.signal.aborted) wrong.push(`${question}: ${error}`);
          }
        };
        await Promise.all(Array.from({ length: count - 1 }, sendOnce));
        const last = await send(client(), create(question), { 'idempotency-key': key });
        note(await read(last));
        const other = await send(client(), create(`${question}, another`), { 'idempotency-key': key });
        if (other.status === 409) refusals += 1;
        await other.body?.cancel();
        const [threadId = ''] = threads;
        const { data } = await clients[0].items(threadId);
        const messages = data.filter((item) => item.type === 'user_message').length;
        if (threads.size !== 1 || messages !== 1 || calls.get(question) !== 1)
          wrong.push(
            `${question}: ${threads.size} threads, ${messages} messages, ${calls.get(question)} calls`,
          );
      }
    }),
  );
  for (const line of wrong.slice(0, 5)) process.stderr.write(`${line}\n`);
  return [
    `| one key, ${SCHEDULES} schedules, ${sends + SCHEDULES} sends: one message, one call | all | ${SCHEDULES - new Set(wrong.map((line) => line.split(':')[0])).size} of ${SCHEDULES} |`,
    `| another body under the key | 409 | ${refusals} of ${SCHEDULES} |`,
  ];
}
