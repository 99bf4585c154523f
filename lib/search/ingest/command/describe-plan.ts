import type { IngestionPlan } from '../plan-ingestion';

/** Most pages that are named of each kind (spec robolearn A8.6). */
const MOST_NAMED = 10;

/** A plan in one line: `up to date`, or what is to be done. */
export function summarise(plan: IngestionPlan): string {
  const { added, changed, gone } = plan;
  const parts = [
    [added.length, 'new'],
    [changed.length, 'changed'],
    [gone.length, 'gone'],
  ].flatMap(([number, what]) => (number ? [`${number} ${what}`] : []));
  return parts.length ? parts.join(', ') : 'up to date';
}

/** The pages that a plan is about, a line each. */
export function pageLines({ added, changed, gone }: IngestionPlan): string[] {
  return [...named('new', added), ...named('changed', changed), ...named('gone', gone)];
}

function named(what: string, pages: string[]): string[] {
  const lines = pages.slice(0, MOST_NAMED).map((page) => `           ${what.padEnd(8)} ${page}`);
  const more = pages.length - MOST_NAMED;
  return more > 0 ? [...lines, `           ${what.padEnd(8)} and ${more} more`] : lines;
}
