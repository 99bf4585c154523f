/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: rows and series have nothing but their place
import type { ChartData } from './chart-data';

/** The numbers of a chart, for those who cannot see it. */
export function ChartTable(props: { data: ChartData; label: string }) {
  const { data, label } = props;
  return (
    <div class="hidden-text">
      <table>
        <caption>{label}</caption>
        <thead>
          <tr>
            <td />
            {data.series.map((series, at) => (
              <th key={at} scope="col">
                {series.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row, at) => (
            <tr key={at}>
              <th scope="row">{data.names[at]}</th>
              {row.map((value, column) => (
                <td key={column}>{value ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
