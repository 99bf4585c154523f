import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { config } from '../lib/config';
import { backEnds, hybridBy, local } from '../tests/evaluation/back-ends';
import { RecordedVectors, writeVectors } from '../tests/evaluation/recorded-vectors';
import { aboutRecorded, report } from '../tests/evaluation/report';
import { courseBaseline, type Evaluation, runEvaluation } from '../tests/evaluation/run-evaluation';
import { runTutorEvaluation } from '../tests/evaluation/tutor/run-tutor-evaluation';
import { tutorReport } from '../tests/evaluation/tutor/tutor-report';
import { evaluateWordings, type Wordings } from '../tests/evaluation/wordings';

/**
 * `npm run eval`: how well the course is found and cited; the report is written and printed. With `-- --model`, hybrid search by
 * the embedding model of the environment (`OPENAI_API_KEY`, `OPENAI_BASE_URL`, `OPENAI_EMBEDDING_MODEL`) is printed instead, and
 * nothing written; with `-- --record` its vectors are kept, and are those of the report from then on. With `-- --tutor`, what the whole
 * tutor makes of scripted models that search, cite and decline badly, and well, is written and printed.
 */
const { values } = parseArgs({
  options: {
    model: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    tutor: { type: 'boolean', default: false },
  },
});
if (values.tutor) await evaluateTutors();
else if (values.model || values.record) await evaluateModel(values.record);
else await evaluateAll();

async function evaluateAll(): Promise<void> {
  const recorded = new RecordedVectors();
  const evaluation = await runEvaluation(backEnds(recorded));
  const about = aboutRecorded(recorded);
  // Other wordings have no recorded vectors: they are put to the index that searches by words.
  const page = reportOf(evaluation, about, await evaluateWordings(local, await courseBaseline()));
  writeFileSync('bench/results/evaluation.md', page);
  writeFileSync('bench/results/evaluation.json', `${JSON.stringify(evaluation.summaries, null, 2)}\n`);
  process.stdout.write(page);
}

async function evaluateTutors(): Promise<void> {
  const page = tutorReport(await runTutorEvaluation());
  writeFileSync('bench/results/tutor.md', page);
  process.stdout.write(page);
}

async function evaluateModel(isRecorded: boolean): Promise<void> {
  const { embeddings } = config();
  if (!embeddings) {
    process.stderr.write('Set OPENAI_API_KEY or OPENAI_BASE_URL: there is no embedding model to evaluate.\n');
    process.exitCode = 1;
    return;
  }
  const vectors = new Map<string, number[]>();
  const evaluation = await runEvaluation([hybridBy(embeddings, (text, vector) => vectors.set(text, vector))]);
  if (isRecorded) writeVectors(embeddings.model, vectors);
  process.stdout.write(reportOf(evaluation, `Vectors by ${embeddings.model}.`));
}

function reportOf({ summaries, outcomes }: Evaluation, vectors: string, wordings?: Wordings): string {
  const missed = new Map(
    [...outcomes].map(([backEnd, all]) => [
      backEnd,
      all.filter(({ question, ranking }) => question.split === 'dev' && ranking && ranking.recallAt5 < 1),
    ]),
  );
  return report(summaries, missed, vectors, wordings);
}
