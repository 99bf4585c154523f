import { setTimeout } from 'node:timers/promises';
import { processMemory } from '../../tests/support/process-memory';
import { create, every, type Pair, read, resume, runIdOf, send } from './pair';

const CYCLES = 1_000;
/** The first ones fill what a process keeps. */
const ROUNDS = 4;
const STALLED = 50;

/** A thousand clients that come to a run and leave, and fifty that do not read. */
export async function leaksTest(pair: Pair): Promise<string[]> {
  const [here] = await pair.student('Leaks');
  const [app] = pair.apps;
  const words = Array.from({ length: 100 }, (_, index) => `word${index} `);
  pair.openai.play(() => ({ kind: 'text', text: words.join(''), chunks: words, pace: every(100) }));
  const cycle = async (count: number) => {
    let runId = '';
    for (let done = 0; done < count; done += 1) {
      if (done % 50 === 0) {
        runId = runIdOf(await send(here, create(`Leak ${done}`)));
        // The one that began it does not read on either.
      }
      const response = await resume(here, runId, 0);
      await read(response, (_json, id) => id === 4);
    }
  };
  const measured: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await cycle(CYCLES);
    await setTimeout(12_000);
    measured.push(processMemory(app.pid).now);
  }

  const big = Array.from({ length: 2_000 }, () => 'x'.repeat(200));
  pair.openai.play(() => ({ kind: 'text', text: big.join(''), chunks: big, pace: every(2) }));
  const runId = runIdOf(await send(here, create('Big')));
  await setTimeout(8_000);
  const idle = processMemory(app.pid).now;
  const stalled = await Promise.all(Array.from({ length: STALLED }, () => resume(here, runId, 0)));
  await setTimeout(5_000);
  const holding = processMemory(app.pid).now;
  await Promise.all(stalled.map((response) => response.body?.cancel()));
  return [
    `| ${CYCLES} clients that come and leave, ${ROUNDS} times: memory of the process | no growth | ${measured.join(', ')} MB |`,
    `| ${STALLED} readers of a run of 1 MB who read nothing | ≤ 1 MB each | ${idle} → ${holding} MB: ${((holding - idle) / STALLED).toFixed(2)} MB each |`,
  ];
}
