/** The metrics of a running product, by series: `name{label="value"}`. */
export type MetricValues = ReadonlyMap<string, number>;

export const METRICS_TOKEN = 'a token of the tests';

/** Reads the metrics as Prometheus does. */
export async function readMetrics(url: string): Promise<MetricValues> {
  return parseMetrics(await metricsText(url));
}

export async function metricsText(url: string): Promise<string> {
  const response = await fetch(`${url}/api/metrics`, {
    headers: { authorization: `Bearer ${METRICS_TOKEN}` },
  });
  if (!response.ok) throw new Error(`the metrics answered ${response.status}`);
  return response.text();
}

export function parseMetrics(text: string): MetricValues {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const space = line.lastIndexOf(' ');
      return [line.slice(0, space), Number(line.slice(space + 1))];
    }),
  );
}
