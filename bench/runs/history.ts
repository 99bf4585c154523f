import { soak } from '../../tests/soak/soak';
import { openSoakProcesses } from '../../tests/soak/soak-processes';
import type { Pair } from './pair';

const SEEDS = 10;
const SEED_MS = 10_000;

/** The history checker over two servers, each with its own connections and runs, on one database. */
export async function historyTest({ postgres }: Pick<Pair, 'postgres'>): Promise<string[]> {
  const url = await postgres.createDatabase();
  const { processes, close } = await openSoakProcesses(url, 2);
  let turns = 0;
  let items = 0;
  const wrong: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const report = await soak({ processes, seed, milliseconds: SEED_MS });
    turns += report.turns;
    items += report.items;
    wrong.push(...report.wrong.map((line) => `seed ${seed}: ${line}`));
  }
  await close();
  for (const line of wrong.slice(0, 5)) process.stderr.write(`${line}\n`);
  return [
    `| history checker over two servers, ${SEEDS} seeds, ${turns} turns, ${items} items: lost, doubled, reordered, foreign | 0 | ${wrong.length} |`,
  ];
}
