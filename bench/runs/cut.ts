import { percentile } from '../percentile';
import { create, every, type Pair, read, resume, runIdOf, send } from './pair';

const WORDS = 190;

/** An answer of 200 events, cut after each of them and read on at the same process and at the other. */
export async function cutTest(pair: Pair): Promise<string[]> {
  const [here, there] = await pair.student('Cut');
  const chunks = Array.from({ length: WORDS }, (_, index) => `word${index} `);
  pair.openai.play(() => ({ kind: 'text', text: chunks.join(''), chunks, pace: every(1) }));
  const lines: string[] = [];
  for (const [name, reader] of [
    ['the same process', here],
    ['the other process', there],
  ] as const) {
    let equal = 0;
    let cuts = 0;
    const firstBytes: number[] = [];
    for (let index = 1; index <= 200; index += 1) {
      const response = await send(here, create('Cut'));
      const runId = runIdOf(response);
      const seen = await read(response, (_json, id) => id === index);
      const asked = performance.now();
      const rest = await resume(reader, runId, index);
      let first: number | undefined;
      const more = await read(rest, () => {
        first ??= performance.now() - asked;
        return false;
      });
      if (first !== undefined) firstBytes.push(first);
      const whole = await read(await resume(here, runId, 0));
      cuts += 1;
      if (JSON.stringify([...seen, ...more]) === JSON.stringify(whole) && whole.length >= 190) equal += 1;
    }
    lines.push(
      `| cut after each of 200 events, resumed at ${name} | 200 of 200; first byte p95 ≤ 300 ms | ${equal} of ${cuts}; p50 ${percentile(firstBytes, 50)}, p95 ${percentile(firstBytes, 95)} ms |`,
    );
  }
  return lines;
}
