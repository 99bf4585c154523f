import { cpus } from 'node:os';
import { measureSearch } from './search';

const SIZES = [2_000, 8_000, 50_000];

/** Measures the local index over made-up courses; returns the report. */
export async function runSearch(): Promise<string> {
  const rows: string[] = [];
  const sizes: string[] = [];
  for (const passages of SIZES) {
    const found = await measureSearch(passages);
    const count = passages.toLocaleString('en');
    rows.push(
      `| ${count} | ${found.p50} | ${found.p99} | ${found.max} | ${Math.round(found.answered * 100)} % |`,
    );
    const times = [found.build, found.save, found.load].map((time) => Math.round(time));
    const bytes = [found.file, found.heap, found.buffers].map((size) => (size / 2 ** 20).toFixed(1));
    sizes.push(`| ${count} | ${[...times, ...bytes].join(' | ')} |`);
  }
  return `# Search in the local index

Milliseconds of one search, one after the other, over made-up courses with words as unevenly used as those of a language. The
questions have 2 to 12 words: some are misspelt, some cut off, some have words that the course does not. ${cpus().length} cores.
\`npm run bench -- search\` writes this file.

| Passages | p50 | p99 | max | Found something |
|---|---|---|---|---|
${rows.join('\n')}

Milliseconds to build the index of passages in memory, to save it and to load it; MiB of its file, and of what the loaded index
takes of the heap and beside it:

| Passages | Build | Save | Load | File | Heap | Buffers |
|---|---|---|---|---|---|---|
${sizes.join('\n')}
`;
}
