import { setTimeout } from 'node:timers/promises';
import type { ChatClient } from '../../tests/support/chat-client';
import { streamedText } from '../../tests/support/chat-client';
import { randomFrom } from '../../tests/support/random';
import { frames } from '../../tests/support/run-frames';
import { percentile } from '../percentile';
import { add, at, create, DECLARED, every, type Pair, send } from './pair';

const KILLS = 25;
const TURNS_A_KILL = 4;
/** Words of the model a second. */
const PACE_MS = 50;

interface Crashed {
  client: ChatClient;
  threadId: string;
  /** What the student had read more than a second before the process was killed. */
  old: string;
  killedAt: number;
}

/** `kill -9` of a process that answers, at random moments of four turns each; another process serves the student then. */
export async function crashTest(pair: Pair): Promise<string[]> {
  const random = randomFrom(17);
  const chunks = Array.from({ length: 400 }, (_, index) => `w${index} `);
  pair.openai.play(() => ({ kind: 'text', text: chunks.join(''), chunks, pace: every(PACE_MS) }));
  const checking: Promise<Check>[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const victim = await pair.start();
    const turns = Array.from(
      { length: TURNS_A_KILL },
      async (_, turn): Promise<() => Crashed | undefined> => {
        const [here] = await pair.student(`Crash ${kill} ${turn}`);
        await setTimeout(random() * 1_500);
        let threadId = '';
        const seen: { at: number; text: string }[] = [];
        const response = await send(at(here, victim), create('Crash')).catch(() => undefined);
        const reading = (async () => {
          if (!response) return;
          for await (const { event } of frames(response)) {
            if (event.type === 'thread.created') threadId = event.thread.id;
            const text = streamedText([event]);
            if (text !== '') seen.push({ at: Date.now(), text });
          }
        })().catch(() => undefined);
        return () => {
          const killedAt = Date.now();
          void reading;
          if (threadId === '') return undefined;
          const old = seen.filter((piece) => piece.at < killedAt - 1_000);
          return { client: here, threadId, killedAt, old: old.map(({ text }) => text).join('') };
        };
      },
    );
    const pending = Promise.all(turns);
    await setTimeout(1_600 + random() * 2_500);
    const finish = await pending;
    const results = finish.map((done) => done());
    await victim.stop('SIGKILL');
    checking.push(...results.filter((result) => result !== undefined).map(check));
  }
  const checks = await Promise.all(checking);
  const count = (test: (check: Check) => boolean) => `${checks.filter(test).length} of ${checks.length}`;
  const times = checks.map(({ terminalMs }) => terminalMs / 1_000);
  return [
    `| kill -9, ${KILLS} processes, ${checks.length} turns at random moments: thread readable, message stored | all | ${count(({ hasMessage }) => hasMessage)} |`,
    `| text that was read a second before is stored | all | ${count(({ hasText }) => hasText)} |`,
    `| terminal state | ≤ 60 s | ${count(({ hasEnd }) => hasEnd)}; p50 ${percentile(times, 50)}, longest ${percentile(times, 100)} s |`,
    `| the next message is answered | all | ${count(({ goesOn }) => goesOn)} |`,
  ];
}

interface Check {
  hasMessage: boolean;
  hasText: boolean;
  hasEnd: boolean;
  terminalMs: number;
  goesOn: boolean;
}

async function check({ client, threadId, old, killedAt }: Crashed): Promise<Check> {
  const declared = client.with(DECLARED);
  for (;;) {
    const response = await declared.post({ type: 'threads.get_by_id', params: { thread_id: threadId } });
    const active = response.headers.get('x-chatkit-active-run');
    await response.text();
    if (active === null || Date.now() - killedAt > 90_000) break;
    await setTimeout(500);
  }
  const terminalMs = Date.now() - killedAt;
  const { data } = await declared.items(threadId);
  const text = data
    .flatMap((item) => (item.type === 'assistant_message' ? item.content.map((part) => part.text) : []))
    .join('');
  const next = await send(client, add(threadId, 'next'));
  const goesOn = next.status === 200;
  await next.body?.cancel();
  await client.call('threads.stop', { thread_id: threadId });
  return {
    hasMessage: data.some((item) => item.type === 'user_message'),
    hasText: text.startsWith(old.trimEnd()),
    hasEnd: data.some((item) => item.type === 'turn_end') && terminalMs <= 60_000,
    terminalMs,
    goesOn,
  };
}
