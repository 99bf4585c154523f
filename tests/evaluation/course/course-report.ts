import type { CourseFigures } from './measure-course';

/** What was measured on a course, as a table. */
export function courseReport(course: string, figures: CourseFigures[]): string {
  const rows = figures.map(({ search, recallAt5, mrr, covered, foreign }) =>
    row([search, recallAt5.toFixed(3), mrr.toFixed(3), share(covered), share(foreign)]),
  );
  const [first] = figures;
  return [
    `${course}: ${first?.covered.count ?? 0} questions that it covers, ${first?.foreign.count ?? 0} that it does not`,
    '',
    row(['', 'recall@5', 'MRR', 'covered, declined', 'others, declined']),
    row(['---', '---', '---', '---', '---']),
    ...rows,
    '',
  ].join('\n');
}

function share({ declined, count }: { declined: number; count: number }): string {
  return count === 0 ? '–' : `${(100 * declined).toFixed(1)} %`;
}

function row(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}
