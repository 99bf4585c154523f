import type { TutorRun } from './run-tutor-evaluation';
import { formOf, mistakeOf, SLOPPY_MODEL } from './sloppy-model';
import type { TutorOutcome } from './tutor-outcome';
import { tutorFigures } from './tutor-summary';

/** What became of each mistake with tools and of each form of a citation, over all runs of the sloppy model. */
export function sloppyReport(runs: TutorRun[]): string {
  const outcomes = runs
    .filter(({ name }) => name.startsWith(SLOPPY_MODEL.name))
    .flatMap((run) => run.outcomes.map((outcome, seed) => ({ outcome, seed })));
  const mistakes = grouped(outcomes, (seed) => mistakeOf(seed).name).map(([name, all]) => {
    const covered = all.filter(({ question }) => question.needs.length > 0);
    const { toolErrors, turnTokens } = tutorFigures(all);
    const answered = covered.filter(({ isFromPassages }) => isFromPassages).length;
    return [name, all.length, toolErrors, `${answered} of ${covered.length}`, Math.round(turnTokens)];
  });
  const forms = grouped(
    outcomes.filter(({ outcome }) => outcome.isFromPassages),
    (seed) => formOf(seed).name,
  ).map(([name, all]) => {
    const { shownCitations, wrong, invented, shownMarkers } = tutorFigures(all);
    return [name, all.length, shownCitations, wrong, invented, shownMarkers];
  });
  return [
    '## The mistakes of the sloppy model',
    table(
      ['with tools', 'turns', 'errors seen', 'answered from passages where covered', 'tokens a turn'],
      mistakes,
    ),
    table(
      ['in citations', 'answers from passages', 'shown', 'wrong', 'invented', 'markers shown as text'],
      forms,
    ),
  ].join('\n\n');
}

function grouped(
  outcomes: { outcome: TutorOutcome; seed: number }[],
  nameOf: (seed: number) => string,
): [string, TutorOutcome[]][] {
  const names = [...new Set(outcomes.map(({ seed }) => nameOf(seed)))];
  return names.map((name) => [
    name,
    outcomes.filter(({ seed }) => nameOf(seed) === name).map(({ outcome }) => outcome),
  ]);
}

function table(head: string[], rows: (string | number)[][]): string {
  const line = (cells: (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
