/** A run held the right to change a book, and another run has taken it over since. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';

  constructor(
    readonly bookId: string,
    readonly holder: string,
  ) {
    super(
      `This run (${holder}) has lost the right to change the book "${bookId}" to another one; what it has written is whole`,
    );
  }
}
