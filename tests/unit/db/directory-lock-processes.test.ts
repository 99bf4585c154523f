import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { directoryWithDatabase } from '../../support/prepared/embedded-database';
import { copyPrepared } from '../../support/prepared/prepared-directory';
import {
  type Holder,
  type HolderTask,
  type Numbering,
  sameNumber,
  startHolder,
} from '../../support/start-holder';

let directory: string;
let holders: Holder[];

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'robolearn-lock-'));
  holders = [];
});

afterEach(async () => {
  await Promise.all(holders.map((holder) => holder.kill()));
  rmSync(directory, { recursive: true });
});

async function start(task: HolderTask, numbering: Numbering): Promise<Holder> {
  const holder = await startHolder(task, numbering);
  holders.push(holder);
  return holder;
}

async function kill(holder: Holder): Promise<void> {
  holders = holders.filter((other) => other !== holder);
  await holder.kill();
}

test.each(sameNumber)(
  'two processes with %s do not share a directory, and when one is killed the other has it at once',
  async (numbering) => {
    // What matters in the end; it takes long, so once is enough, where it is most real.
    const database = numbering === sameNumber.at(-1);
    if (database) copyPrepared(await directoryWithDatabase(), directory);
    const task = { directories: [directory], database };
    const [first, second] = [await start(task, numbering), await start(task, numbering)];
    const rows = (count: number) => (database ? count : 0);
    expect(await first.take()).toEqual({ pid: 1, held: [directory], refused: [], rows: rows(1) });
    const refusal = `^The data directory ${directory} is in use by process 1\\b.*\\. Stop that process, .+$`;
    expect(await second.take()).toEqual({
      pid: 1,
      held: [],
      refused: [expect.stringMatching(refusal)],
      rows: 0,
    });
    await kill(first);
    expect(await second.take()).toEqual({ pid: 1, held: [directory], refused: [], rows: rows(2) });
  },
);

test.each([
  ['with the lock of the kernel', false],
  ['with signs of life alone', true],
])(
  'of several processes that take the directories of a dead one, each gets another, %s',
  async (_, withoutKernel) => {
    const directories = Array.from({ length: 100 }, (_directory, index) =>
      path.join(directory, String(index)),
    );
    for (const each of directories) {
      mkdirSync(each);
      const record = path.join(each, 'lock.json');
      writeFileSync(record, JSON.stringify({ pid: 1, started: '', namespace: 'of the dead', token: 'dead' }));
      utimesSync(record, new Date('2020-01-01'), new Date('2020-01-01'));
    }
    const numbering = 'the number that the system gives it';
    const started = await Promise.all([1, 2, 3].map(() => start({ directories, withoutKernel }, numbering)));
    const reports = await Promise.all(started.map((holder) => holder.take()));
    const held = reports.flatMap((report) => report.held);
    // Who comes while another is just taking one is refused, too: nobody gets it twice, and somebody gets it.
    expect(held.toSorted()).toEqual(directories.toSorted());
  },
);
