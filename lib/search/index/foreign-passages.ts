import type { CoursePassage } from '../passage';
import { BoundedCache } from './bounded-cache';
import { IndexBuilder } from './index-builder';
import { PassageReader } from './passage-reader';

/** To read a passage anew takes about a millisecond; these are remembered. */
const MAX_REMEMBERED = 1_000;

/** Passages that an index does not have, each read for itself. */
export class ForeignPassages {
  private readonly readers = new BoundedCache<PassageReader>(MAX_REMEMBERED);

  /** A reader in which the passage is the only one. */
  readerOf(passage: CoursePassage): PassageReader {
    return this.readers.get(`${passage.id} ${passage.contentHash}`, () => {
      const builder = new IndexBuilder();
      builder.add([passage]);
      return new PassageReader(builder.build());
    });
  }
}
