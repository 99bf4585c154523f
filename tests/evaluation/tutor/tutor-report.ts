import { languageReport } from './language-report';
import type { TutorEvaluation } from './run-tutor-evaluation';
import { sloppyReport } from './sloppy-report';
import { type TutorFigures, tutorFigures } from './tutor-summary';

type Row = [name: string, value: (figures: TutorFigures) => string];

const ROWS: Row[] = [
  ['questions', ({ questions }) => String(questions)],
  ['turns that ended with an error', ({ failed }) => String(failed)],
  ['found@5', ({ found }) => percent(found)],
  ['answered from retrieved passages', ({ fromPassages }) => percent(fromPassages)],
  ['cited', ({ cited }) => percent(cited)],
  ['citations shown', ({ shownCitations }) => String(shownCitations)],
  ['supported', ({ supported }) => percent(supported)],
  ['wrong citations shown', ({ wrong }) => String(wrong)],
  ['invented citations shown', ({ invented }) => String(invented)],
  ['markers shown as text', ({ shownMarkers }) => String(shownMarkers)],
  ['declined where uncovered', ({ declined }) => percent(declined)],
  ['said so first', ({ declinedFirst }) => percent(declinedFirst)],
  ['said so first, in the answer or in the line above it', ({ toldFirst }) => percent(toldFirst)],
  ['uncited answers with a line above that says so', ({ noticed }) => percent(noticed)],
  ['tokens of the first call', ({ firstCallTokens }) => whole(firstCallTokens)],
  ['tokens of the second call', ({ secondCallTokens }) => whole(secondCallTokens)],
  ['tokens a turn, mean', ({ turnTokens }) => whole(turnTokens)],
  ['tokens a turn, p95', ({ turnTokensP95 }) => whole(turnTokensP95)],
  ['calls a turn', ({ calls }) => calls.toFixed(2)],
  ['tool errors that the model saw', ({ toolErrors }) => String(toolErrors)],
  ['characters changed beside markers', ({ changedCharacters }) => String(changedCharacters)],
];

const HEAD = `# The tutor with models that behave badly, evaluated

Printed by \`npm run eval -- --tutor\`. What is measured, and how: [tests/evaluation](../../tests/evaluation/README.md).`;

/** The figures of all runs as a page: a row a measure, a column a run. */
export function tutorReport({ models, languages }: TutorEvaluation): string {
  const runs = models.map(({ name, outcomes }) => ({ name, figures: tutorFigures(outcomes) }));
  const table = [
    ['', ...runs.map(({ name }) => name)],
    ['---', ...runs.map(() => '---:')],
    ...ROWS.map(([name, value]) => [name, ...runs.map(({ figures }) => value(figures))]),
  ];
  const lines = table.map((cells) => `| ${cells.join(' | ')} |`);
  return `${HEAD}\n\n${lines.join('\n')}\n\n${sloppyReport(models)}\n\n${languageReport(languages)}\n`;
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;
}

function whole(value: number | undefined): string {
  return value === undefined ? '–' : String(Math.round(value));
}
