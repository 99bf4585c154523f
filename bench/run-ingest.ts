import { cpus } from 'node:os';
import { type IngestRun, measureIngest } from './ingest';

const PASSAGES = 2_000;
/** Seconds that the first run without embeddings, and a second one, may take. */
const FIRST_WITHIN = 10;
const SECOND_WITHIN = 2;

/** Measures ingestion; returns the report. */
export async function runIngest(): Promise<string> {
  const results = await measureIngest(PASSAGES);
  const rows = results.map(
    ({ target, pages, passages, first, second, third }) =>
      `| ${target} | ${pages} | ${passages.toLocaleString('en')} | ${[first, second, third].map(cell).join(' | ')} |`,
  );
  return `# Ingestion

Seconds of one run with reading the course, which is a made-up Docusaurus tree, and in brackets the pages that it found changed
and the texts that it had embedded. Qdrant and the embeddings are servers on loopback in the same process, and Qdrant's checks
every request and answer against its OpenAPI document: most of the time is theirs. ${cpus().length} cores. The bounds for a run without
embeddings are ${FIRST_WITHIN} s for the first and ${SECOND_WITHIN} s for a second that finds nothing changed.
\`npm run bench -- ingest\` writes this file.

| Into | Pages | Passages | First | Nothing changed | One page changed |
|---|---|---|---|---|---|
${rows.join('\n')}
`;
}

function cell({ milliseconds, changed, embedded }: IngestRun): string {
  return `${(milliseconds / 1000).toFixed(2)} (${changed}, ${embedded})`;
}
