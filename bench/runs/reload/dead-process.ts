import { ChatClient } from '../../../tests/support/chat-client';
import { percentile } from '../../percentile';
import { WORDS } from './scripted-tutor';
import { type Stage, storedTurn } from './stage';
import { isInOrder, openContext, StudentPage } from './student-page';

const ROUNDS = Number(process.env.KILLS ?? 3);
/** Words of a second: what may be missing of what was read. */
const WORDS_A_SECOND = 12.5;

/** The process that answers dies under the page; another one is there. */
export async function deadProcess(stage: Stage, signal: 'SIGKILL' | 'SIGTERM'): Promise<string[]> {
  const client = await stage.student(`Reader of ${signal}`);
  const context = await openContext(stage.browser, client);
  const student = await StudentPage.open(context, `${stage.proxy.url}/chat`);
  const { proxy } = stage;
  const [other] = stage.apps;
  const endMs: number[] = [];
  let fine = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const victim = await stage.start();
    const tag = stage.nextTag();
    // The page and its question are at the process that dies.
    proxy.targets = [victim.url];
    await student.ask(tag, 'What are nodes and topics?');
    await student.until(({ words }) => words.length > 25);
    proxy.targets = [victim.url, other.url];
    const killed = Date.now();
    const read = (await student.last())?.words.length ?? 0;
    const stopped = victim.stop(signal);
    const saysIt = await student.until(({ trouble, hasStop }) => trouble !== '' && !hasStop, 90_000);
    const ms = Date.now() - killed;
    endMs.push(ms / 1_000);
    await stopped;
    const last = await student.last();
    const { answers } = await storedTurn(new ChatClient(other.url, client.headers), tag);
    const offers = await student.chat.getByRole('button', { name: 'Try again' }).count();
    const line = await student.chat.locator('[part~="turn-end"]').last().textContent();
    const next = stage.nextTag();
    await student.ask(next, 'And services?');
    const goesOn = await student.until(({ words, hasStop }) => words.length === WORDS && !hasStop);
    const samples = await student.samples();
    const checks = {
      saysIt,
      inTime: ms <= 60_000,
      saysOnce: offers === 1 && line?.includes('broke off'),
      hasText: (last?.words.length ?? 0) >= read - WORDS_A_SECOND && last !== undefined && isInOrder(last),
      isStored: answers.length === 1 && answers[0]?.split(' ').length === last?.words.length,
      goesOn: goesOn && samples.every((sample) => isInOrder(sample) && sample.messages <= 1),
    };
    if (Object.values(checks).every(Boolean)) fine += 1;
    else
      process.stderr.write(
        `${signal}: ${JSON.stringify({ ...checks, offers, line, read, shown: last?.words.length, stored: answers.map((text) => text.split(' ').length), trouble: last?.trouble })}\n`,
      );
  }
  proxy.targets = stage.apps.map(({ url }) => url);
  await context.close();
  return [
    `| ${signal === 'SIGKILL' ? 'kill -9' : signal} of the process that answers: the page shows what was said, that it broke off, "Try again"; the next message is answered | ≤ 60 s | ${fine} of ${ROUNDS}; p50 ${percentile(endMs, 50)}, longest ${percentile(endMs, 100)} s |`,
  ];
}
