import { writeFileSync } from 'node:fs';
import { report } from '../tests/evaluation/report';
import { runEvaluation } from '../tests/evaluation/run-evaluation';

/** `npm run eval`: how well the course is found and cited; the report is written and printed. */
const { summaries, outcomes } = await runEvaluation();
const missed = new Map(
  [...outcomes].map(([backEnd, all]) => [
    backEnd,
    all.filter(({ question, ranking }) => question.split === 'dev' && ranking && ranking.recallAt5 < 1),
  ]),
);
const page = report(summaries, missed);
writeFileSync('bench/results/evaluation.md', page);
writeFileSync('bench/results/evaluation.json', `${JSON.stringify(summaries, null, 2)}\n`);
process.stdout.write(page);
