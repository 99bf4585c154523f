import { isRecord } from '../protocol/is-record';
import type { ResolvedScheme } from '../theme/palette';
import { seriesColor } from './colors';
import { flag, oneOf, words } from './read-props';

export interface Series {
  kind: 'bar' | 'line' | 'area';
  key: string;
  label: string;
  color: string;
  stack: string | null;
  curve: string;
}

export interface ChartData {
  /** One name per row of `rows`. */
  names: string[];
  series: Series[];
  /** The values of a row, one per series; null where the server gave no number. */
  rows: (number | null)[][];
  showX: boolean;
  showY: boolean;
  legend: boolean;
}

/** More than this cannot be told apart, and would only cost time. */
const MAX_ROWS = 200;
const MAX_SERIES = 12;
/** Beyond it sums of numbers are no longer exact. */
const GREATEST = 1e15;

const numberOf = (value: unknown): number | null => {
  if (value === null || value === undefined || value === '') return null;
  const number = Number(value);
  return Math.abs(number) <= GREATEST ? number : null;
};

/** What a `Chart` says, with everything that is not usable left out (spec element 3.3). */
export function chartData(node: Record<string, unknown>, scheme: ResolvedScheme): ChartData {
  const data = Array.isArray(node.data) ? node.data.filter(isRecord).slice(0, MAX_ROWS) : [];
  const axis = isRecord(node.xAxis) ? node.xAxis : {};
  const x = words(node.xAxis) || words(axis.dataKey);
  const labels = isRecord(axis.labels) ? axis.labels : {};
  const given = Array.isArray(node.series) ? node.series.filter(isRecord).slice(0, MAX_SERIES) : [];
  const series = given.map((each, at): Series => {
    const key = words(each.dataKey);
    return {
      kind: oneOf(each.type, ['bar', 'line', 'area'], 'bar'),
      key,
      label: words(each.label) || key,
      color: seriesColor(each.color, at, scheme),
      stack: words(each.stack) || null,
      curve: words(each.curveType),
    };
  });
  return {
    names: data.map((row) => {
      const name = words(row[x]);
      return (Object.hasOwn(labels, name) && words(labels[name])) || name;
    }),
    series,
    rows: data.map((row) => series.map(({ key }) => numberOf(row[key]))),
    showX: !flag(axis.hide),
    showY: flag(node.showYAxis),
    legend: node.showLegend === undefined ? series.length > 1 : flag(node.showLegend),
  };
}
