import type { CourseDocument } from '../course';
import type { IndexData } from '../index/index-data';

/** What an older index has of a page. */
export type KnownPage =
  | { kind: 'new' }
  | { kind: 'changed' }
  /** Its number there. */
  | { kind: 'same'; data: IndexData; number: number };

type Place = Pick<CourseDocument, 'locale' | 'sourceFile'>;

/** The pages of an older index of a book. */
export class KnownPages {
  private readonly numbers = new Map<string, number>();

  constructor(
    private readonly data: IndexData | undefined,
    bookId: string,
  ) {
    for (const [number, page] of data?.pages.entries() ?? []) {
      if (page.bookId === bookId) this.numbers.set(keyOf(page), number);
    }
  }

  find(document: Place & Pick<CourseDocument, 'fingerprint'>): KnownPage {
    const number = this.numbers.get(keyOf(document));
    if (this.data === undefined || number === undefined) return { kind: 'new' };
    const isSame = this.data.pages[number]?.fingerprint === document.fingerprint;
    return isSame ? { kind: 'same', data: this.data, number } : { kind: 'changed' };
  }

  /** Whether these are all pages of the index, in their order. */
  isAll(pages: KnownPage[]): boolean {
    return (
      pages.length === this.data?.pages.length &&
      pages.every((page, place) => page.kind === 'same' && page.number === place)
    );
  }

  /** How many pages of the index are not among these. */
  gone(documents: Place[]): number {
    const present = new Set(documents.map(keyOf));
    return [...this.numbers.keys()].filter((key) => !present.has(key)).length;
  }
}

function keyOf({ locale, sourceFile }: Place): string {
  return `${locale} ${sourceFile}`;
}
