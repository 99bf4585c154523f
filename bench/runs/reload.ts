import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright';
import { chromiumLaunchOptions } from '../../tests/support/chromium';
import type { Pair } from './pair';
import { deadProcess } from './reload/dead-process';
import { oddMoments } from './reload/odd-moments';
import { phone } from './reload/phone';
import { reloadRounds } from './reload/reload-rounds';
import { longAnswer } from './reload/scripted-tutor';
import { secondTab } from './reload/second-tab';
import { setStage } from './reload/stage';

/** `PART=phone,tab` measures only these. */
const wanted = process.env.PART?.split(',');

/** A student's page in a real browser, before two processes of the product: an answer that has begun stays in reach. */
export async function reloadTest(pair: Pair): Promise<string[]> {
  pair.openai.play(longAnswer);
  const browser = await chromium.launch(chromiumLaunchOptions());
  const stage = await setStage(pair, browser);
  const both = stage.proxy.targets;
  const folder = process.env.SHOTS;
  if (folder) mkdirSync(folder, { recursive: true });
  const one = async () => {
    stage.proxy.targets = both.slice(0, 1);
    const rows = await reloadRounds(stage, 'one process', folder);
    stage.proxy.targets = both;
    return rows;
  };
  const parts: [string, () => Promise<string[]>][] = [
    ['one', one],
    ['two', () => reloadRounds(stage, 'two processes in turn')],
    ['tab', () => secondTab(stage)],
    ['phone', () => phone(stage)],
    ['kill', () => deadProcess(stage, 'SIGKILL')],
    ['term', () => deadProcess(stage, 'SIGTERM')],
    ['odd', () => oddMoments(stage)],
  ];
  const rows: string[] = [];
  try {
    for (const [name, measure] of parts) {
      if (wanted && !wanted.includes(name)) continue;
      const measured = await measure();
      process.stderr.write(`${measured.join('\n')}\n`);
      rows.push(...measured);
    }
    return rows;
  } finally {
    await browser.close();
    await Promise.all(stage.apps.map((app) => app.stop()));
    await stage.proxy.stop();
  }
}
