import { setTimeout } from 'node:timers/promises';
import type { Locator } from 'playwright';
import { percentile } from '../../percentile';
import { WORDS } from './scripted-tutor';
import { type Stage, showsWhatIsStored } from './stage';
import { isInOrder, openContext, StudentPage, shrinks } from './student-page';

const DELAYS_S = [0.2, 1, 3, 6];
const ROUNDS_EACH = Number(process.env.RELOADS ?? 5);
const LESSON = '/docs/module-1-ros2/chapter-1-foundations/what-is-ros-2';

/** What is wrong with one round; empty if nothing is. */
interface Round {
  faults: string[];
  /** From the start of the reload until the first word stands there, in milliseconds; undefined if none had been said before. */
  shownMs: number | undefined;
}

/** Reloads in the middle of an answer, beside a lesson. Every other question begins a conversation. */
export async function reloadRounds(stage: Stage, mode: string, folder?: string): Promise<string[]> {
  const client = await stage.student(`Reload ${mode}`);
  const context = await openContext(stage.browser, client, { viewport: { width: 1280, height: 800 } });
  const student = await StudentPage.open(context, `${stage.proxy.url}${LESSON}`);
  await student.page.getByRole('button', { name: 'Ask the tutor' }).last().click();
  const rounds: Round[] = [];
  for (let index = 0; index < DELAYS_S.length * ROUNDS_EACH; index += 1) {
    const delay = DELAYS_S[index % DELAYS_S.length] ?? 1;
    const begins = Math.floor(index / DELAYS_S.length) % 2 === 0;
    if (begins && index > 0) await newChat(student.chat).click();
    const shots = index === 2 ? folder : undefined;
    const tag = stage.nextTag();
    const round = await reloadOnce(student, tag, delay * 1_000, shots);
    const isStored = await showsWhatIsStored(student, client, tag);
    if (!isStored) round.faults.push('not as stored');
    if (round.faults.length > 0)
      process.stderr.write(`${mode}, ${delay} s, begins: ${begins}: ${round.faults.join(', ')}\n`);
    rounds.push(round);
  }
  await context.close();
  const times = rounds.flatMap(({ shownMs }) => (shownMs === undefined ? [] : [shownMs]));
  const isWhole = rounds.filter(({ faults }) => faults.length === 0).length;
  return [
    `| reload at ${DELAYS_S.join(', ')} s, ${mode}: the text goes on, ends as stored, once, without a word of trouble | all | ${isWhole} of ${rounds.length} |`,
    `| from the reload to the first word, ${mode} | | p50 ${percentile(times, 50)}, p95 ${percentile(times, 95)} ms |`,
  ];
}

const newChat = (chat: Locator) => chat.getByRole('button', { name: 'New chat' });

async function reloadOnce(
  student: StudentPage,
  tag: string,
  delayMs: number,
  folder?: string,
): Promise<Round> {
  const shoot = (name: string) =>
    folder === undefined ? undefined : student.page.screenshot({ path: `${folder}/${name}.png` });
  await student.ask(tag, 'What are nodes and topics?');
  await setTimeout(delayMs);
  const before = (await student.last())?.words.length ?? 0;
  await shoot('1-before');
  await student.page.reload();
  await student.until(({ words }) => words.length > before);
  await shoot('2-after');
  await student.until(({ words }) => words.length > WORDS / 2);
  await shoot('3-middle');
  await student.until(({ words, hasStop }) => words.length === WORDS && !hasStop);
  await shoot('4-end');
  const all = await student.samples();
  const settled = all.slice(all.findIndex(({ messages }) => messages > 0));
  const trouble = settled.find((sample) => sample.trouble !== '')?.trouble;
  const isPart = ({ length }: number[]) => length > before && length < WORDS;
  const checks: [string, boolean][] = [
    ['the question is not shown', all.some(({ messages }) => messages > 0)],
    ['does not go on', settled.some(({ words }) => isPart(words))],
    ['without Stop', settled.filter(({ words }) => isPart(words)).every(({ hasStop }) => hasStop)],
    [`says "${trouble}"`, trouble === undefined],
    ['disorder', settled.every(isInOrder)],
    ['shrinks', !shrinks(settled)],
    ['doubled', settled.every(({ messages, answers }) => messages === 1 && answers <= 1)],
    ['not whole', settled.at(-1)?.words.length === WORDS && settled.at(-1)?.hasStop === false],
    ['the composer is closed', await student.isEditable()],
  ];
  return {
    faults: checks.filter(([, isFine]) => !isFine).map(([name]) => name),
    shownMs: before > 0 ? settled.find(({ words }) => words.length > 0)?.at : undefined,
  };
}
