import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { config } from '../lib/config';
import { CourseDirectoryMissing } from '../lib/search/course/course-directory-missing';
import { backEnds, hybridBy, local } from '../tests/evaluation/back-ends';
import { courseReport } from '../tests/evaluation/course/course-report';
import { declined, examplesOf, fitWeights } from '../tests/evaluation/course/fit-declining';
import { measureCourse } from '../tests/evaluation/course/measure-course';
import { readPassages } from '../tests/evaluation/course/read-passages';
import { checkPages, readQuestions, WrongQuestions } from '../tests/evaluation/course/read-questions';
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
 *
 * With `-- --course <directory> --questions <file.json>`, both as often as there are courses, the local index is measured beside
 * MiniSearch and plain BM25 on any course, and printed; with `--fit`, too, the weights of declining are fitted on these courses.
 */
const { values } = parseArgs({
  options: {
    model: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    tutor: { type: 'boolean', default: false },
    course: { type: 'string', multiple: true, default: [] },
    questions: { type: 'string', multiple: true, default: [] },
    fit: { type: 'boolean', default: false },
  },
});
if (values.course.length > 0) await evaluateCourses().catch(reportWrongInput);
else if (values.tutor) await evaluateTutors();
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

async function evaluateCourses(): Promise<void> {
  if (values.course.length !== values.questions.length) {
    process.stderr.write('Give a file of --questions for each --course, in the same order.\n');
    process.exitCode = 2;
    return;
  }
  const courses = await Promise.all(
    values.course.map(async (name, at) => ({
      name,
      passages: await readPassages(name),
      questions: readQuestions(values.questions[at] ?? ''),
    })),
  );
  for (const { passages, questions } of courses)
    checkPages(questions, new Set(passages.map(({ sourceFile }) => sourceFile)));
  for (const { name, passages, questions } of courses)
    process.stdout.write(`${courseReport(name, measureCourse(passages, questions))}\n`);
  const examples = examplesOf(courses);
  for (const { name } of courses) {
    const own = examples.filter(({ course }) => course === name);
    const others = examples.filter(({ course }) => course !== name);
    process.stdout.write(`${name}, declined: ${sharesOf(declined(own))}\n`);
    if (values.fit && others.length > 0)
      process.stdout.write(
        `  by weights of the other courses: ${sharesOf(declined(own, fitWeights(others)))}\n`,
      );
  }
  if (values.fit) process.stdout.write(`${JSON.stringify(fitWeights(examples), null, 2)}\n`);
}

function reportWrongInput(error: unknown): void {
  if (!(error instanceof WrongQuestions || error instanceof CourseDirectoryMissing)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

function sharesOf(kinds: ReturnType<typeof declined>): string {
  return [...kinds].map(([kind, { declined, count }]) => `${kind} ${declined}/${count}`).join(', ');
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
