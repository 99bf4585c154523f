import { setTimeout } from 'node:timers/promises';
import { streamedText } from '../../tests/support/chat-client';
import { frames } from '../../tests/support/run-frames';
import { create, type Pair, send } from './pair';

const STUDENTS = 12;
const AWAY_MS = 20_000;

/** The database goes away for 20 s while twelve students are answered: six answers end in the meantime, six after it. */
export async function outageTest(pair: Pair): Promise<string[]> {
  const words = Array.from({ length: 60 }, (_, index) => `w${index} `);
  pair.openai.play((request) => {
    const long = JSON.stringify(request.input).includes('long');
    return { kind: 'text', text: words.join(''), chunks: words, pace: () => setTimeout(long ? 500 : 150) };
  });
  const turns = await Promise.all(
    Array.from({ length: STUDENTS }, async (_, index) => {
      const clients = await pair.student(`Outage ${index}`);
      const client = clients[index % 2 === 0 ? 0 : 1];
      const response = await send(client, create(index < STUDENTS / 2 ? 'short' : 'long'));
      let threadId = '';
      let text = '';
      let errors = 0;
      let silent = 0;
      let last = performance.now();
      const reading = (async () => {
        for await (const { event } of frames(response)) {
          if (event.type === 'thread.created') threadId = event.thread.id;
          const delta = streamedText([event]);
          if (delta !== '') {
            if (text !== '') silent = Math.max(silent, performance.now() - last);
            last = performance.now();
          }
          text += delta;
          if (event.type === 'error') errors += 1;
        }
      })();
      return { client, reading, result: () => ({ threadId, text, errors, silent }) };
    }),
  );
  await setTimeout(3_000);
  await pair.postgres.pause();
  await setTimeout(AWAY_MS);
  await pair.postgres.resume();
  let same = 0;
  let whole = 0;
  let errors = 0;
  let silent = 0;
  for (const { client, reading, result } of turns) {
    await reading;
    const shown = result();
    errors += shown.errors;
    silent = Math.max(silent, shown.silent);
    const { data } = await client.items(shown.threadId);
    const stored = data.flatMap((item) =>
      item.type === 'assistant_message' ? item.content.map((part) => part.text) : [],
    );
    if (stored.join('') === shown.text) same += 1;
    if (shown.text.trimEnd() === words.join('').trimEnd()) whole += 1;
  }
  return [
    `| database away for ${AWAY_MS / 1_000} s in the middle and at the end of answers: shown = stored | ${STUDENTS} of ${STUDENTS} | ${same} of ${STUDENTS}; ${whole} whole, ${errors} errors |`,
    `| longest silence between two words of 500 ms | | ${Math.round(silent)} ms |`,
  ];
}
