/** The course has no pages. To take that for a course from which everything was removed would delete the whole book. */
export class EmptyCourse extends Error {
  override readonly name = 'EmptyCourse';

  constructor(readonly directory: string) {
    super(`There are no pages in ${directory}. To remove the book, use the delete command.`);
  }
}

/** Pages that are not whole after repeated attempts: something else writes into the book without asking for its lease. */
export class IngestionUnsettled extends Error {
  override readonly name = 'IngestionUnsettled';

  constructor(readonly pages: string[]) {
    super(`Something else keeps changing ${pages.length} pages of the book, ${pages[0]} among them.`);
  }
}
