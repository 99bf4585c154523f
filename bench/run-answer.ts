import { cpus } from 'node:os';
import { AnsweringTutor } from '../tests/support/tutor-answers/answering-tutor';
import { type Fault, findFaults } from '../tests/support/tutor-answers/find-faults';
import { generatedAnswers } from '../tests/support/tutor-answers/generated-answers';
import { shownText } from '../tests/support/tutor-answers/marked-text';
import { tutorAnswers } from '../tests/support/tutor-answers/tutor-answers';
import { measureDelay } from './answer/delay';
import { measureFilterCost } from './answer/filter-cost';
import { findFlicker } from './answer/flicker';
import { measureSilence } from './answer/silence';
import { percentile } from './percentile';

const GENERATED = 10_000;
const MAX_SILENCE_MS = 200;
/** Of a text, so many letters are drawn one by one; with `--whole` all. */
const LETTERS = 240;

/** Measures what becomes of an answer between the model and its reader; returns the report. */
export async function runAnswer(flags: string[]): Promise<string> {
  const answers = tutorAnswers();
  const cost = measureFilterCost();
  const ratio = Math.max(...cost.map(({ short, long }) => long / short));
  const delay = await measureDelay();
  const added = Math.max(0, delay.tutor - delay.bare);

  const tutor = await AnsweringTutor.start('responses');
  const faults = await findAllFaults(tutor);
  const missing = faults.reduce((sum, fault) => sum + fault.missing, 0);
  const silences = await measureSilence(tutor, answers, MAX_SILENCE_MS);
  await tutor.stop();
  const byLength = silences.map(({ added: ms }) => ms);
  const longest = Math.max(...byLength);

  const letters = flags.includes('--whole') ? Number.POSITIVE_INFINITY : LETTERS;
  const flickers = answers.flatMap(({ name, marked }) => {
    const flicker = findFlicker(shownText(marked), letters);
    return flicker ? [`${name}: ${flicker.was} becomes ${flicker.becomes}`] : [];
  });

  const rows = [
    row('Characters of the model’s text that are missing', missing, 0, ''),
    row(
      'Longest silence of the product over that of the model',
      longest / 1_000,
      MAX_SILENCE_MS / 1_000,
      ' s',
    ),
    row('Delay that is added to a delta, p50', added, 2, ' ms'),
    row('CPU of the filters for a delta, a line of 8,000 words against one of 500', ratio, 1.5, ' ×'),
    row('Kinds that flicker', flickers.length, 0, ''),
  ];
  return `# The answer between the model and its reader

From a scripted model over loopback and the real client of the provider through the tutor, for clients that declare the extensions and
for those that do not. Model, tutor and clients share ${cpus().length} cores. \`npm run bench -- answer\` writes this file.

| | figure | reach | |
|---|---|---|---|
${rows.join('\n')}

- Missing: ${GENERATED.toLocaleString('en')} generated texts and ${answers.length} answers of a tutor, each cut at random, with passages retrieved and without; streamed,
  finished and stored. ${faults.length} did not come exactly as expected.
- Silence: 136 words of each answer, 20 a second; p50 ${seconds(percentile(byLength, 50))}, p99 ${seconds(percentile(byLength, 99))}.
- Delay: ${delay.deltas.toLocaleString('en')} deltas at 20 a second took ${delay.tutor} ms through the tutor, and ${delay.bare} ms through \`lib/chatkit\` without filters.
- CPU in µs a delta, short and long: ${cost.map(({ line, short, long }) => `${line} ${short.toFixed(1)} and ${long.toFixed(1)}`).join(', ')}.
- Flicker: ${flags.includes('--whole') ? 'every letter' : `the first ${LETTERS} letters`} of each answer, one by one.
${[...faults.slice(0, 5).map(describe), ...longOnes(silences), ...flickers.slice(0, 5)].map((line) => `- ${line}\n`).join('')}`;
}

/** All answers in quarters: each with one of the two clients, and with passages or without. The unit tests have more of the corpus. */
async function findAllFaults(tutor: AnsweringTutor): Promise<Fault[]> {
  const generated = generatedAnswers(GENERATED);
  const quarter = GENERATED / 4;
  const found: Fault[] = [];
  for (const [index, declares, isRetrieved] of [
    [0, true, true],
    [1, true, false],
    [2, false, true],
    [3, false, false],
  ] as const) {
    const options = { declares, isRetrieved, seed: index, pieces: 5 };
    const texts = generated.slice(index * quarter, (index + 1) * quarter);
    const corpus = tutorAnswers().filter((_, at) => at % 4 === index);
    found.push(...(await findFaults(tutor, [...texts, ...corpus], options)));
  }
  return found;
}

function row(name: string, figure: number, reach: number, unit: string): string {
  const rounded = Math.round(figure * 100) / 100;
  return `| ${name} | ${rounded}${unit} | ≤ ${reach}${unit} | ${figure <= reach ? 'reached' : 'missed'} |`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}

function describe({ name, missing, stored, expected }: Fault): string {
  return `${name}: ${missing} missing, \`${JSON.stringify(stored.slice(0, 80))}\` for \`${JSON.stringify(expected.slice(0, 80))}\``;
}

function longOnes(silences: { name: string; added: number }[]): string[] {
  return silences
    .filter(({ added }) => added > MAX_SILENCE_MS)
    .toSorted((a, b) => b.added - a.added)
    .slice(0, 8)
    .map(({ name, added }) => `${name}: silent for ${seconds(added)} more`);
}
