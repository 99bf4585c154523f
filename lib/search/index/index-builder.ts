import { isDeepStrictEqual } from 'node:util';
import type { CoursePassage } from '../passage';
import { Growing } from './growing';
import { type IndexData, type IndexedPage, passageAt } from './index-data';
import { invert } from './invert';
import { lexicon } from './lexicon';
import { Numbering } from './numbering';
import { passageTokens } from './passage-tokens';

/**
 * Collects pages in their order and makes an index of them. A page that another index has already is taken from there, without
 * cutting it again; what comes out is the same either way, byte for byte.
 */
export class IndexBuilder {
  private readonly words = new Numbering();
  private readonly tokens = new Growing();
  private readonly tokenStarts = new Growing();
  private readonly pages: IndexedPage[] = [];
  private readonly pageStarts = new Growing();
  private readonly ids: string[] = [];
  private readonly records: Uint8Array[] = [];

  /** Adds passages that follow each other. Those of one page share its facts. */
  add(passages: readonly CoursePassage[]): void {
    let page: IndexedPage | undefined;
    for (const passage of passages) {
      const its = pageOf(passage);
      if (!isDeepStrictEqual(its, page)) {
        page = its;
        this.pages.push(its);
        this.pageStarts.push(this.ids.length);
      }
      this.ids.push(passage.id);
      this.tokenStarts.push(this.tokens.length);
      this.tokens.append(passageTokens(passage, (written) => this.words.of(written)));
      this.records.push(new TextEncoder().encode(JSON.stringify(passage)));
    }
  }

  /** Takes the page with that number from another index. */
  take(data: IndexData, number: number): void {
    const passages: CoursePassage[] = [];
    for (let at = data.pageStarts[number] ?? 0; at < (data.pageStarts[number + 1] ?? 0); at += 1)
      passages.push(passageAt(data, at));
    this.add(passages);
  }

  build(): IndexData {
    const tokens = this.tokens.done();
    const tokenStarts = ended(this.tokenStarts, tokens.length);
    const words = lexicon(this.words.list, tokens, tokenStarts);
    const { records, recordStarts } = joined(this.records);
    return {
      ...words,
      ...invert(words, tokens, tokenStarts),
      tokens,
      tokenStarts,
      pages: this.pages,
      pageStarts: ended(this.pageStarts, this.ids.length),
      ids: this.ids,
      records,
      recordStarts,
    };
  }
}

function ended(starts: Growing, end: number): Uint32Array<ArrayBuffer> {
  starts.push(end);
  return starts.done();
}

function joined(list: Uint8Array[]): Pick<IndexData, 'records' | 'recordStarts'> {
  const records = new Uint8Array(list.reduce((sum, { length }) => sum + length, 0));
  const starts = new Growing();
  let size = 0;
  for (const record of list) {
    starts.push(size);
    records.set(record, size);
    size += record.length;
  }
  return { records, recordStarts: ended(starts, size) };
}

function pageOf(passage: CoursePassage): IndexedPage {
  const {
    bookId,
    sourceFile,
    locale,
    fingerprint,
    kind,
    module,
    chapter,
    lesson,
    hardwareTier,
    parentDocId,
  } = passage;
  const [path = passage.path] = passage.path.split('#');
  return {
    bookId,
    sourceFile,
    locale,
    fingerprint,
    kind,
    module,
    chapter,
    lesson,
    hardwareTier,
    parentDocId,
    path,
  };
}
