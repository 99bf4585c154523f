import { updateLocalIndex } from '../../local/update-local-index';
import type { CoursePassage } from '../../passage';
import { ingest } from '../ingest';
import { passageEmbedder } from '../passage-embedder';
import type { RefusedPassage } from '../passage-target';
import { type CommandOutput, EXIT, type IngestSetup } from './ingest-setup';
import { count, printWarnings, readSource } from './read-source';

/** Brings the local index, and Qdrant where it is configured, up to date with the course. */
export async function run(
  setup: IngestSetup,
  output: CommandOutput,
  { isFull }: { isFull: boolean },
): Promise<number> {
  const started = performance.now();
  const { pages } = await readSource(setup, output);

  const { courseDir, bookId, indexFile: file } = setup;
  const { report: local } = await updateLocalIndex({ courseDir, bookId, file, full: isFull });
  const { added, changed, removed } = local;
  const isSaved = local.saved || added + changed + removed === 0;
  output.line(
    `Index      ${file}: ${count(local.passages, 'passage')}; ${added} new, ${changed} changed, ${removed} gone, ${local.unchanged} unchanged, ${seconds(local.milliseconds)}`,
  );
  if (!isSaved) output.line(`           warning: it could not be saved there: ${local.unsaved}`);
  setup.signal?.throwIfAborted();

  const isWhole = setup.qdrant ? await runQdrant(setup.qdrant) : true;
  output.line(`Done in ${seconds(performance.now() - started)}.`);
  return isSaved && isWhole ? EXIT.done : EXIT.failed;

  /** @returns whether all of it is stored */
  async function runQdrant({ name, passages: target }: NonNullable<IngestSetup['qdrant']>): Promise<boolean> {
    const { bookId, holder, embedder, signal } = setup;
    if (!embedder)
      output.line('Vectors    none: no model is configured (OPENAI_API_KEY), so searches go by words alone');
    const bar = output.progress('Qdrant    ');
    const warnings: string[] = [];
    const refusals: RefusedPassage[] = [];
    const isTooLong = ({ sourceFile, chunkIndex, tokenCount }: CoursePassage) =>
      warnings.push(
        `${sourceFile}, passage ${chunkIndex + 1}: ${tokenCount} tokens are more than the model reads; the vector is of its beginning`,
      );
    const working = ingest({
      bookId,
      pages,
      target,
      holder,
      isFull,
      embedder: embedder && passageEmbedder(embedder, isTooLong),
      signal,
      onRefused: (refused) => refusals.push(refused),
      onWarning: (warning) => warnings.push(warning),
      onProgress: ({ done, total }) => bar.show(done, total),
    });
    const report = await working.finally(() => {
      bar.end();
      printWarnings(warnings, output);
      for (const { passage, reason } of refusals)
        output.line(
          `           refused: ${passage.sourceFile}, passage ${passage.chunkIndex + 1}: ${reason}`,
        );
    });
    output.line(
      `Qdrant     ${name}: ${report.added} new, ${report.changed} changed, ${report.gone} gone, ${report.unchanged} unchanged; ` +
        `${count(report.written, 'passage')} written, ${report.deleted} deleted; ${count(report.embedded, 'embedding')} made, ${report.reused} reused`,
    );
    if (report.refused)
      output.line(`           ${count(report.refused, 'passage')} could not be written; the others are`);
    return report.refused === 0;
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
