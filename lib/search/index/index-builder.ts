import { isDeepStrictEqual } from 'node:util';
import type { CoursePassage } from '../passage';
import { Growing } from './growing';
import type { IndexData, IndexedPage } from './index-data';
import { invert } from './invert';
import { lexicon } from './lexicon';
import { Numbering } from './numbering';
import { passageTokens } from './passage-tokens';
import { FIRST_WORD } from './tokens';

/**
 * Collects pages in their order and makes an index of them. A page that another index has already is taken from there,
 * without reading it again; what comes out is the same either way, byte for byte.
 */
export class IndexBuilder {
  private readonly words = new Numbering();
  private readonly keys = new Numbering();
  private readonly tokens = new Growing();
  private readonly tokenStarts = new Growing();
  private readonly passageKeys = new Growing();
  private readonly passageKeyStarts = new Growing();
  private readonly pages: IndexedPage[] = [];
  private readonly pageStarts = new Growing();
  private readonly ids: string[] = [];
  private readonly records: Uint8Array[] = [];
  /** Numbers here of the words of other indexes. */
  private readonly taken = new Map<IndexData, Map<number, number>>();

  /** Adds passages that follow each other. Those of one page share its facts. */
  add(passages: readonly CoursePassage[]): void {
    let page: IndexedPage | undefined;
    for (const passage of passages) {
      const its = pageOf(passage);
      if (!isDeepStrictEqual(its, page)) {
        page = its;
        this.beginPage(its);
      }
      const { tokens, defines } = passageTokens(passage, (written) => this.words.of(written));
      this.addPassage(passage.id, tokens, defines, new TextEncoder().encode(JSON.stringify(passage)));
    }
  }

  /** Takes the page with that number from another index. */
  take(data: IndexData, number: number): void {
    const page = data.pages[number];
    if (!page) return;
    this.beginPage(page);
    const numbers = this.taken.get(data) ?? new Map<number, number>();
    this.taken.set(data, numbers);
    const end = data.pageStarts[number + 1] ?? 0;
    for (let at = data.pageStarts[number] ?? 0; at < end; at += 1) {
      const tokens = data.tokens
        .subarray(data.tokenStarts[at], data.tokenStarts[at + 1])
        .map((token) =>
          token < FIRST_WORD ? token : this.renumber(token - FIRST_WORD, data, numbers) + FIRST_WORD,
        );
      const keys = data.passageKeys.subarray(data.passageKeyStarts[at], data.passageKeyStarts[at + 1]);
      const defines = Array.from(keys, (key) => data.keys[key] ?? '');
      const record = data.records.subarray(data.recordStarts[at], data.recordStarts[at + 1]);
      this.addPassage(data.ids[at] ?? '', tokens, defines, record);
    }
  }

  build(): IndexData {
    const tokens = this.tokens.done();
    const tokenStarts = ended(this.tokenStarts, tokens.length);
    const passageKeys = this.passageKeys.done();
    const words = lexicon(this.words.list, tokens, tokenStarts);
    const { records, recordStarts } = joined(this.records);
    return {
      ...words,
      ...invert(words, tokens, tokenStarts),
      tokens,
      tokenStarts,
      keys: this.keys.list,
      passageKeys,
      passageKeyStarts: ended(this.passageKeyStarts, passageKeys.length),
      pages: this.pages,
      pageStarts: ended(this.pageStarts, this.ids.length),
      ids: this.ids,
      records,
      recordStarts,
    };
  }

  private beginPage(page: IndexedPage): void {
    this.pages.push(page);
    this.pageStarts.push(this.ids.length);
  }

  private addPassage(id: string, tokens: ArrayLike<number>, defines: string[], record: Uint8Array): void {
    this.ids.push(id);
    this.tokenStarts.push(this.tokens.length);
    this.tokens.append(tokens);
    this.passageKeyStarts.push(this.passageKeys.length);
    for (const key of defines) this.passageKeys.push(this.keys.of(key));
    this.records.push(record);
  }

  private renumber(word: number, { words }: IndexData, numbers: Map<number, number>): number {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    const number = this.words.of(words[word] ?? '');
    numbers.set(word, number);
    return number;
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
