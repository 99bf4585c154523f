import { percentile } from '../percentile';
import { create, every, type Pair, read, send, threadIdIn } from './pair';

const STOPS = 200;
const MAX_CONCURRENT = 5;

/** How long after a stop the model is left, asked for at the process of the turn and at the other. */
export async function stopTest(pair: Pair): Promise<string[]> {
  const chunks = Array.from({ length: 2_000 }, () => 'word ');
  const left = new Map<string, () => void>();
  pair.openai.play((request) => {
    const question = /Stop \d+/.exec(JSON.stringify(request.input))?.[0] ?? '';
    return {
      kind: 'text',
      text: chunks.join(''),
      chunks,
      pace: every(20),
      onClose: () => left.get(question)?.(),
    };
  });
  const students = await Promise.all(
    Array.from({ length: MAX_CONCURRENT }, (_, n) => pair.student(`Stop ${n}`)),
  );
  const times: Record<'same' | 'other', number[]> = { same: [], other: [] };
  for (let count = 0; count < STOPS; count += MAX_CONCURRENT) {
    await Promise.all(
      students.map(async ([here, there], index) => {
        const question = `Stop ${count + index}.`;
        const key = `Stop ${count + index}`;
        const closed = new Promise<void>((resolve) => left.set(key, resolve));
        const seen = await read(await send(here, create(question)), (json) => json.includes('text_delta'));
        const where = (count / MAX_CONCURRENT + index) % 2 === 0 ? 'same' : 'other';
        const asked = performance.now();
        const stopping = (where === 'same' ? here : there).call('threads.stop', {
          thread_id: threadIdIn(seen),
        });
        await closed;
        times[where].push(performance.now() - asked);
        await stopping;
      }),
    );
  }
  return (['same', 'other'] as const).map(
    (where) =>
      `| ${times[where].length} stops at the ${where} process: the model is left | p99 ≤ 500 ms | p50 ${percentile(times[where], 50)}, p99 ${percentile(times[where], 99)} ms |`,
  );
}
