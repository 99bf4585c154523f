import { planIngestion } from '../plan-ingestion';
import { pageLines, summarise } from './describe-plan';
import { type CommandOutput, EXIT, type IngestSetup } from './ingest-setup';
import { count, readSource } from './read-source';
import { storedInQdrant } from './stored-in-qdrant';
import { storedLocally } from './stored-locally';

export interface StatusOptions {
  /** Every page counts as changed, as `run --full` would have it. */
  isFull: boolean;
  /** Says of each place what a run would do, page by page. */
  isPlan: boolean;
}

/** Compares what is stored with the course, and changes nothing. */
export async function status(
  setup: IngestSetup,
  output: CommandOutput,
  { isFull, isPlan }: StatusOptions,
): Promise<number> {
  const { pages, localPages } = await readSource(setup, output);

  const local = await storedLocally(setup);
  tell('Index', setup.indexFile, planIngestion(localPages, local ?? [], isFull), local?.length);

  if (!setup.qdrant) {
    output.line('Qdrant     not configured (QDRANT_URL)');
    return EXIT.done;
  }
  const stored = await storedInQdrant(setup.qdrant.passages, setup.bookId);
  const plan = planIngestion(pages, stored ?? [], isFull);
  tell('Qdrant', setup.qdrant.name, plan, stored?.length);
  output.line(
    `Vectors    ${setup.embedder ? setup.embedder.model : 'none: no model is configured (OPENAI_API_KEY)'}`,
  );
  if (isPlan) {
    const wanted = new Set([...plan.added, ...plan.changed]);
    const cut = pages
      .filter(({ locale, sourceFile }) => wanted.has(`${locale}:${sourceFile}`))
      .flatMap((page) => page.passages());
    output.line(`           ${count(cut.length, 'passage')} to write`);
  }
  return EXIT.done;

  function tell(
    label: string,
    place: string,
    plan: ReturnType<typeof planIngestion>,
    passages: number | undefined,
  ): void {
    const held = passages === undefined ? 'nothing yet' : count(passages, 'passage');
    output.line(`${label.padEnd(11)}${place}: ${held}; ${summarise(plan)}`);
    if (isPlan) for (const line of pageLines(plan)) output.line(line);
  }
}
