import { cpus } from 'node:os';
import { storeBackends } from '../tests/support/store-backends';
import { measureOperations, type OperationsResult } from './operations';

/** Measures every store; returns the report. */
export async function runOperations(): Promise<string> {
  const results: { name: string; result: OperationsResult }[] = [];
  for (const { name, open } of storeBackends) {
    const { store, close } = await open();
    results.push({ name, result: await measureOperations(store) });
    await close();
  }
  const operations = results[0]?.result.costs.map(({ operation }) => operation) ?? [];
  const cell = ({ result }: (typeof results)[number], operation: string) => {
    const cost = result.costs.find((one) => one.operation === operation);
    return cost ? `${cost.p50} | ${cost.p99}` : '|';
  };
  const heads = results.map(({ name }) => `${name} p50 | p99`);
  const rows = operations.map(
    (operation) => `| \`${operation}\` | ${results.map((one) => cell(one, operation)).join(' | ')} |`,
  );
  const rates = results.map(({ name, result }) => `| ${name} | ${result.eventsPerSecond} |`);

  return `# Cost of the operations

Milliseconds from a request to its answer, one request after the other, without HTTP: parsing, ownership, store and serialising.
The thread that they work on holds 81 items. Server and database share ${cpus().length} cores. \`npm run bench -- operations\` writes this file.

| Operation | ${heads.join(' | ')} |
|---|${results.map(() => '---|---|').join('')}
${rows.join('\n')}

Events of one streamed turn of 2,000 deltas that reach their client in a second:

| Store | Events/s |
|---|---|
${rates.join('\n')}
`;
}
