import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright';
import { percentile } from '../../percentile';
import { WORDS } from './scripted-tutor';
import { type Stage, showsWhatIsStored } from './stage';
import { isInOrder, openContext, StudentPage } from './student-page';
import type { Sample } from './watch-transcript';

const ROUNDS = Number(process.env.PHONES ?? 3);
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

interface Away {
  name: string;
  /** Goes away in the middle of an answer, and comes back. */
  leave: (stage: Stage, page: Page) => Promise<void>;
}

const AWAY: Away[] = [
  { name: 'without a network for 5 s', leave: (stage, page) => offline(stage, page, 5_000) },
  {
    name: 'without a network until the answer has ended',
    leave: (stage, page) => offline(stage, page, 12_000),
  },
  { name: 'hidden for 3 s', leave: (_stage, page) => hidden(page, () => setTimeout(3_000)) },
  {
    name: 'hidden and frozen until the answer has ended',
    leave: (_stage, page) => hidden(page, () => frozen(page, 12_000)),
  },
  {
    name: 'the same, and its connections are gone',
    leave: ({ proxy }, page) =>
      hidden(page, async () => {
        const sleeping = frozen(page, 12_000);
        await setTimeout(1_000);
        proxy.cut();
        await sleeping;
      }),
  },
  {
    name: 'taken into another network',
    leave: async ({ proxy }) => proxy.cut(),
  },
];

/** A phone that is away in the middle of an answer: what it missed is there when it is back, without a touch. */
export async function phone(stage: Stage): Promise<string[]> {
  const client = await stage.student('Phone');
  const context = await openContext(stage.browser, client, PHONE);
  const student = await StudentPage.open(context, `${stage.proxy.url}/chat`);
  const rows: string[] = [];
  for (const { name, leave } of AWAY) {
    let whole = 0;
    const pauses: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const tag = stage.nextTag();
      await student.ask(tag, 'What are nodes and topics?');
      await student.until(({ words }) => words.length > 20);
      await leave(stage, student.page);
      await student.until(({ words, hasStop }) => words.length === WORDS && !hasStop);
      const samples = await student.samples();
      pauses.push(longestPause(samples) / 1_000);
      const isCalm = samples.every((sample) => isInOrder(sample) && sample.trouble === '');
      const isStored = await showsWhatIsStored(student, client, tag);
      if (isCalm && isStored) whole += 1;
      else
        process.stderr.write(
          `phone, ${name}: ${JSON.stringify({ isCalm, isStored, trouble: samples.find(({ trouble }) => trouble), last: samples.at(-1)?.words.length })}\n`,
        );
    }
    rows.push(
      `| a phone, ${name}: the whole answer, as stored, without a touch | all | ${whole} of ${ROUNDS}; nothing came for ${percentile(pauses, 50)} s |`,
    );
  }
  await context.close();
  return rows;
}

/** Between two changes of what is shown, in milliseconds: how long the page was away from its answer. */
const longestPause = (samples: Sample[]): number =>
  Math.max(...samples.map(({ at }, index) => at - (samples[index - 1]?.at ?? at)));

/** Being offline refuses a browser's new requests; what is open is cut besides. */
async function offline({ proxy }: Stage, page: Page, ms: number): Promise<void> {
  await page.context().setOffline(true);
  proxy.cut();
  await setTimeout(ms);
  await page.context().setOffline(false);
}

async function hidden(page: Page, away: () => Promise<unknown>): Promise<void> {
  await show(page, 'hidden');
  await away();
  await show(page, 'visible');
}

/** Browsers that are driven take every page for visible. */
const show = (page: Page, state: DocumentVisibilityState) =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value });
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value === 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);

/** As phones do with pages that nobody sees: nothing in it runs. The debugger halts it, since driven browsers freeze no page. */
async function frozen(page: Page, ms: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Debugger.enable');
  await session.send('Debugger.pause');
  await setTimeout(ms);
  await session.send('Debugger.resume');
  await session.send('Debugger.disable');
  await session.detach();
}
