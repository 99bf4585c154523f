import type { ChunkSizes } from '../course';
import type { Unit } from './unit';

/** Text that becomes a passage, or a part of one. */
export interface Packed {
  text: string;
  tokens: number;
}

/**
 * Packs the units of a section: all into one where they fit, else each part up to its target. Tokens of a part are the sum
 * of its units', a little less or more than what the text as a whole has.
 */
export function packUnits(units: Unit[], body: string, { target, longest }: ChunkSizes): Packed[] {
  const groups = announced(units);
  const total = sum(groups.flat());
  const full = total <= longest ? longest : target;
  const packed: Unit[][] = [];
  for (const group of groups) {
    const last = packed.at(-1);
    if (last && sum(last) + sum(group) <= full) last.push(...group);
    else packed.push([...group]);
  }
  return packed.map((part) => ({ text: textOf(part, body), tokens: sum(part) }));
}

/** Units that stay together: each with the one that announces it. */
function announced(units: Unit[]): Unit[][] {
  const groups: Unit[][] = [];
  for (const [index, unit] of units.entries()) {
    const last = groups.at(-1);
    if (last && units[index - 1]?.announces) last.push(unit);
    else groups.push([unit]);
  }
  return groups;
}

/** Units that stand beside each other in the page keep what is between them. */
function textOf(units: Unit[], body: string): string {
  const runs: Array<{ start: number; end: number } | string> = [];
  for (const { span, text } of units) {
    const last = runs.at(-1);
    if (!span) runs.push(text);
    else if (last && typeof last !== 'string') last.end = span.end;
    else runs.push({ ...span });
  }
  return runs
    .map((run) => (typeof run === 'string' ? run : body.slice(run.start, run.end).trimEnd()))
    .join('\n\n');
}

function sum(units: Unit[]): number {
  return units.reduce((tokens, unit) => tokens + unit.tokens, 0);
}
