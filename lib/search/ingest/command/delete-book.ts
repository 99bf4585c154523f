import { rm } from 'node:fs/promises';
import { withLease } from '../with-lease';
import { type CommandOutput, EXIT, type IngestSetup } from './ingest-setup';
import { WrongUsage } from './read-arguments';
import { count } from './read-source';
import { storedInQdrant } from './stored-in-qdrant';
import { storedLocally } from './stored-locally';

/** Removes a book from the local index and from Qdrant. Other books in the collection stay. */
export async function deleteBook(
  setup: IngestSetup,
  output: CommandOutput,
  { isSure }: { isSure: boolean },
): Promise<number> {
  const { bookId, indexFile, qdrant } = setup;
  const local = await storedLocally(setup);
  const stored = qdrant && (await storedInQdrant(qdrant.passages, bookId));
  if (!local && !stored?.length) {
    output.line(`Nothing is stored of ${bookId}.`);
    return EXIT.done;
  }
  const what = `${count((local?.length ?? 0) + (stored?.length ?? 0), 'stored passage')} of ${bookId}`;
  if (!isSure) {
    if (!output.confirm) throw new WrongUsage(`To delete ${what} without being asked, add --yes.`);
    if (!(await output.confirm(`Delete ${what}?`))) {
      output.line('Nothing was deleted.');
      return EXIT.failed;
    }
  }
  if (qdrant && stored?.length) {
    const lease = await qdrant.passages.lease(bookId, setup.holder);
    const deleted = await withLease(lease, () => qdrant.passages.deleteBook(bookId), warn);
    output.line(`Qdrant     ${qdrant.name}: ${count(deleted, 'passage')} deleted`);
  }
  if (local) {
    await rm(indexFile, { force: true });
    output.line(`Index      ${indexFile}: ${count(local.length, 'passage')} deleted`);
  }
  return EXIT.done;

  function warn(warning: string): void {
    output.line(`           warning: ${warning}`);
  }
}
