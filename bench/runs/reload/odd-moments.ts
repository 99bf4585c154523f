import { setTimeout } from 'node:timers/promises';
import type { ChatClient } from '../../../tests/support/chat-client';
import { WORDS } from './scripted-tutor';
import { type Stage, showsWhatIsStored } from './stage';
import { isInOrder, openContext, StudentPage } from './student-page';
import type { Sample } from './watch-transcript';

const ROUNDS = Number(process.env.ODD ?? 3);
const isWhole = ({ words, hasStop }: Sample): boolean => words.length === WORDS && !hasStop;

interface Moment {
  name: string;
  /** Answers what is wrong; empty if nothing is. */
  live: (stage: Stage, student: StudentPage, client: ChatClient) => Promise<string[]>;
}

const MOMENTS: Moment[] = [
  {
    name: 'reload 0.05 s after the first message of a conversation: it is there, and is answered',
    live: (...all) => earlyReload(50, ...all),
  },
  { name: 'the same after 0.1 s', live: (...all) => earlyReload(100, ...all) },
  { name: 'reload in the middle of "Answer again": the new answer alone goes on', live: answerAgain },
  {
    name: 'reload 2 s after kill -9: what was said is there at once, and that it broke off in the end',
    live: reloadAfterDeath,
  },
  {
    name: 'Stop 2 s after kill -9: the words stay; the next message is answered, or comes back into the composer until it can be',
    live: stopAfterDeath,
  },
];

/** Moments that are met less often. */
export async function oddMoments(stage: Stage): Promise<string[]> {
  const rows: string[] = [];
  const targets = stage.proxy.targets;
  for (const { name, live } of MOMENTS) {
    const client = await stage.student(`Odd ${name}`.slice(0, 40));
    const context = await openContext(stage.browser, client);
    const student = await StudentPage.open(context, `${stage.proxy.url}/chat`);
    let fine = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const faults = await live(stage, student, client);
      stage.proxy.targets = targets;
      if (faults.length === 0) fine += 1;
      else process.stderr.write(`${name}: ${faults.join(', ')}\n`);
    }
    await context.close();
    rows.push(`| ${name} | all | ${fine} of ${ROUNDS} |`);
  }
  return rows;
}

const failed = (checks: [string, boolean][]): string[] =>
  checks.filter(([, isFine]) => !isFine).map(([name]) => name);

async function earlyReload(
  ms: number,
  stage: Stage,
  student: StudentPage,
  client: ChatClient,
): Promise<string[]> {
  const newChat = student.chat.getByRole('button', { name: 'New chat' });
  if (await newChat.isVisible()) await newChat.click();
  const tag = stage.nextTag();
  await student.ask(tag, 'What are nodes and topics?');
  await setTimeout(ms);
  await student.page.reload();
  const isThere = await student.until(({ messages }) => messages === 1, 10_000);
  if (!isThere) return ['the question is not shown'];
  await student.until(isWhole);
  return failed([['not as stored', await showsWhatIsStored(student, client, tag)]]);
}

async function answerAgain(stage: Stage, student: StudentPage, client: ChatClient): Promise<string[]> {
  const tag = stage.nextTag();
  await student.ask(tag, 'What are nodes and topics?');
  await student.until(isWhole);
  await student.chat.getByRole('button', { name: 'Answer again' }).click();
  await student.until(({ words, hasStop }) => hasStop && words.length > 20 && words.length < 60);
  await student.page.reload();
  await student.until(({ words }) => words.length > 0);
  const first = (await student.samples()).find(({ words }) => words.length > 0);
  await student.until(isWhole);
  const samples = await student.samples();
  return failed([
    ['the old answer is shown', (first?.words.length ?? WORDS) < WORDS],
    ['disorder', samples.every(isInOrder)],
    ['trouble', samples.every(({ trouble }) => trouble === '')],
    ['not as stored', await showsWhatIsStored(student, client, tag)],
  ]);
}

async function killed(stage: Stage, student: StudentPage): Promise<string> {
  const victim = await stage.start();
  const tag = stage.nextTag();
  stage.proxy.targets = [victim.url];
  await student.ask(tag, 'What are nodes and topics?');
  await student.until(({ words }) => words.length > 25);
  stage.proxy.targets = [stage.apps[0].url];
  await victim.stop('SIGKILL');
  await setTimeout(2_000);
  return tag;
}

async function reloadAfterDeath(stage: Stage, student: StudentPage, client: ChatClient): Promise<string[]> {
  const tag = await killed(stage, student);
  await student.page.reload();
  const isShown = await student.until(({ words }) => words.length > 10, 5_000);
  const saysIt = await student.until(({ trouble, hasStop }) => trouble !== '' && !hasStop, 60_000);
  return failed([
    ['the words are not shown at once', isShown],
    ['does not say that it broke off', saysIt],
    ['not as stored', await showsWhatIsStored(student, client, tag)],
    ...(await next(stage, student, client)),
  ]);
}

async function stopAfterDeath(stage: Stage, student: StudentPage, client: ChatClient): Promise<string[]> {
  const tag = await killed(stage, student);
  await student.stop.click();
  const isFree = await student.until(({ hasStop }) => !hasStop, 15_000);
  const words = (await student.last())?.words.length ?? 0;
  const checks = await next(stage, student, client);
  const hasText = (await student.answer(tag)).split(' ').length > 20;
  return failed([['not free', isFree], ['no words', words > 10], ['the words are gone', hasText], ...checks]);
}

/** Asks on; a message that comes back is sent again after a while, as a student would. */
async function next(stage: Stage, student: StudentPage, client: ChatClient): Promise<[string, boolean][]> {
  const tag = stage.nextTag();
  const textbox = student.chat.getByRole('textbox');
  await student.ask(tag, 'And services?');
  let isDone = await student.until(isWhole);
  const isBack = !isDone && (await textbox.inputValue()).startsWith(`${tag}: `);
  if (isBack) {
    await textbox.press('Enter');
    isDone = await student.until(isWhole);
  }
  return [
    ['the next message is not answered', isDone],
    ['the next is not as stored', await showsWhatIsStored(student, client, tag)],
  ];
}
