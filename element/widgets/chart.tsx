/** @jsxImportSource preact */
import { useScope } from '../ui/chat-scope';
import { blockStyle } from './box-style';
import { chartData } from './chart-data';
import { ChartDrawing } from './chart-drawing';
import { ChartTable } from './chart-table';
import type { NodeProps } from './read-props';
import { useScheme } from './widget-scope';

/** A chart, and the same numbers as a table for those who cannot see it. */
export function Chart({ node }: NodeProps) {
  const { words } = useScope();
  const data = chartData(node, useScheme());
  return (
    <figure class="w-chart" style={blockStyle(node)}>
      <ChartDrawing data={data} />
      <ChartTable data={data} label={words.chart} />
    </figure>
  );
}
