import type { ChatClient } from '../../../tests/support/chat-client';
import { WORDS } from './scripted-tutor';
import { type Stage, showsWhatIsStored, storedTurn } from './stage';
import { isInOrder, openContext, StudentPage, shrinks } from './student-page';

const ROUNDS = Number(process.env.TABS ?? 5);

/** Another tab on the same conversation, opened in the middle of an answer; then one that stops it. */
export async function secondTab(stage: Stage): Promise<string[]> {
  const client = await stage.student('Reader of two tabs');
  const context = await openContext(stage.browser, client);
  const first = await StudentPage.open(context, `${stage.proxy.url}/chat`);
  const counts = { followed: 0, stopped: 0 };
  for (let round = 0; round < ROUNDS * 2; round += 1) {
    const stops = round % 2 === 1;
    const tag = stage.nextTag();
    await first.ask(tag, 'What are nodes and topics?');
    await first.until(({ words }) => words.length > 10);
    const second = await StudentPage.open(context, `${stage.proxy.url}/chat`, tag);
    await second.until(({ words }) => words.length > 0);
    const shown = (await second.last())?.words.length ?? 0;
    await second.until(({ words }) => words.length > shown);
    const isLive = (await second.last())?.hasStop === true;
    if (stops) await second.stop.click();
    await Promise.all([first, second].map((tab) => tab.until(({ hasStop }) => !hasStop)));
    const samples = await Promise.all([first.samples(), second.samples()]);
    const isCalm = samples.every(
      (all) => all.every((sample) => isInOrder(sample) && sample.trouble === '') && (stops || !shrinks(all)),
    );
    const isEqual = stops
      ? await saysStopped([first, second], client, tag)
      : (await showsWhatIsStored(first, client, tag)) &&
        (await showsWhatIsStored(second, client, tag)) &&
        (await second.last())?.words.length === WORDS;
    if (isLive && isCalm && isEqual) counts[stops ? 'stopped' : 'followed'] += 1;
    else
      process.stderr.write(
        `second tab: ${JSON.stringify({ stops, isLive, isCalm, isEqual, trouble: samples.map((all) => all.find(({ trouble }) => trouble)) })}\n`,
      );
    await second.page.close();
  }
  await context.close();
  return [
    `| a second tab, opened in the middle: follows, and both end as stored | all | ${counts.followed} of ${ROUNDS} |`,
    `| Stop in the second tab: both say so, and show what is stored | all | ${counts.stopped} of ${ROUNDS} |`,
  ];
}

/** Both show the stop, and the same words as the store, of an answer that is not whole. */
async function saysStopped(tabs: StudentPage[], client: ChatClient, tag: string): Promise<boolean> {
  const { answers } = await storedTurn(client, tag);
  const shown = await Promise.all(tabs.map((tab) => tab.answer(tag)));
  const lines = tabs.map((tab) => tab.chat.getByText('You stopped this answer.').last());
  const areShown = await Promise.all(
    lines.map((line) =>
      line.waitFor({ timeout: 10_000 }).then(
        () => true,
        () => false,
      ),
    ),
  );
  const isSame = answers.length === 1 && shown.every((text) => text === answers[0]);
  if (!isSame)
    process.stderr.write(
      `stopped: stored ${answers[0]?.split(' ').length} words, shown ${shown.map((text) => text.split(' ').length)}\n`,
    );
  return areShown.every(Boolean) && isSame && (answers[0]?.split(' ').length ?? WORDS) < WORDS;
}
