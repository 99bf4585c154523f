/** The course has no pages. To take that for a course from which everything was removed would delete the whole book. */
export class EmptyCourse extends Error {
  override readonly name = 'EmptyCourse';

  constructor(readonly directory: string) {
    super(`There are no pages in ${directory}. To remove the book, use the delete command.`);
  }
}

/** The model did not make the vectors. What was stored before it failed stays, and the next run goes on from there. */
export class EmbeddingsFailed extends Error {
  override readonly name = 'EmbeddingsFailed';

  constructor(
    readonly model: string,
    options: { cause: unknown },
  ) {
    const { cause } = options;
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `The embeddings cannot be made with ${model}: ${reason.replace(/\s+/g, ' ').replace(/\.$/, '')}. What is stored already stays; the next run goes on from there.`,
      options,
    );
  }
}

/** Somebody stopped the run. The page that it was at is left as it was, or as it is now. */
export class IngestionStopped extends Error {
  override readonly name = 'IngestionStopped';

  constructor(readonly signal: 'SIGINT' | 'SIGTERM') {
    super('Stopped. Every page is stored whole, as it was or as it is now; the next run goes on from there.');
  }
}

/** Pages that are not whole after repeated attempts: something else writes into the book without asking for its lease. */
export class IngestionUnsettled extends Error {
  override readonly name = 'IngestionUnsettled';

  constructor(readonly pages: string[]) {
    super(`Something else keeps changing ${pages.length} pages of the book, ${pages[0]} among them.`);
  }
}
