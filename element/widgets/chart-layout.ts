import type { ChartData, Series } from './chart-data';

/** One series with the lower and upper end of each of its values. */
export interface Layer {
  series: Series;
  /** Place of its bars within a group; 0 for lines and areas. */
  slot: number;
  spans: ([number, number] | null)[];
}

/** Stacks what belongs together and tells the bars that stand beside each other apart. */
export function layers({ series, rows }: ChartData): { layers: Layer[]; slots: number } {
  const ends = new Map<string, { up: number[]; down: number[] }>();
  const slots = new Map<string, number>();
  const result = series.map((each, at): Layer => {
    const stack = each.kind === 'line' ? null : each.stack;
    const group = stack === null ? `own:${at}` : `${each.kind}:${stack}`;
    if (each.kind === 'bar' && !slots.has(group)) slots.set(group, slots.size);
    const end = ends.get(group) ?? { up: rows.map(() => 0), down: rows.map(() => 0) };
    ends.set(group, end);
    const spans = rows.map((row, place): [number, number] | null => {
      const value = row[at] ?? null;
      if (value === null) return null;
      const side = value < 0 ? end.down : end.up;
      const from = side[place] ?? 0;
      side[place] = from + value;
      return [from, from + value];
    });
    return { series: each, slot: slots.get(group) ?? 0, spans };
  });
  return { layers: result, slots: slots.size };
}
