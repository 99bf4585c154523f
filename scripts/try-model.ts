import { renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { config as readConfig } from '../lib/config';
import { LocalCourseSearch } from '../lib/search/local-course-search';
import { retrieveFirstOf } from '../tests/evaluation/tutor/retrieve-first';
import { TRIAL_QUESTIONS } from '../tests/trial/trial-questions';
import { TRIAL_HEAD, type TrialRow, trialLine, trialTotals } from '../tests/trial/trial-row';
import { tryModel } from '../tests/trial/try-model';

/**
 * `npm run try-model -- [--answers] [--json file]`: asks the tutor twenty questions with the model of the environment
 * (`OPENAI_BASE_URL`, `OPENAI_API_KEY`, `OPENAI_API`, `OPENAI_MODEL`, `MODEL_IDLE_TIMEOUT_SECONDS`) and prints what it makes of
 * them, row by row. Ends with 1 if no question was answered.
 */
const { values } = parseArgs({
  options: { answers: { type: 'boolean', default: false }, json: { type: 'string' } },
});
const config = readConfig();
const { model, course } = config;
if (model.kind === 'guide') {
  process.stderr.write('Set OPENAI_BASE_URL or OPENAI_API_KEY: there is no model to try.\n');
  process.exit(2);
}

const rows: TrialRow[] = [];
const print = (text: string) => process.stdout.write(`${text}\n`);
const search = new LocalCourseSearch({ courseDir: course.dir, bookId: course.bookId });
const { retrieveFirst } = retrieveFirstOf(config);
const lookup = retrieveFirst === undefined ? '' : `, RETRIEVE_FIRST=${retrieveFirst ? 'on' : 'off'}`;
print(`${model.model} at ${model.baseUrl ?? 'OpenAI'}, ${model.api}${lookup}\n\n${TRIAL_HEAD}`);
for await (const row of tryModel({ config, model, search, questions: TRIAL_QUESTIONS })) {
  rows.push(row);
  print(trialLine(row));
  if (values.answers && row.answer) print(`\n${row.answer.replace(/^/gm, '    ')}\n`);
  if (values.json) writeWhole(values.json, `${JSON.stringify(rows, null, 2)}\n`);
}
print(`\n${trialTotals(rows)}`);
process.exitCode = rows.some(({ error }) => error === undefined) ? 0 : 1;

/** A run that is stopped leaves the rows that it had. */
function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}
