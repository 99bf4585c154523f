import type { StoredPassage } from './passage-target';

/** A page of the course as an ingestion sees it. */
export interface SourcePage {
  sourceFile: string;
  locale: string;
  /** Changes with whatever its stored passages depend on. */
  fingerprint: string;
}

/** What an ingestion would do. Pages are named by {@link pageKey}. */
export interface IngestionPlan {
  added: string[];
  changed: string[];
  unchanged: string[];
  /** Stored, but no longer in the course. */
  gone: string[];
}

/** One page of one language. */
export function pageKey({ sourceFile, locale }: Pick<SourcePage, 'sourceFile' | 'locale'>): string {
  return `${locale}:${sourceFile}`;
}

/**
 * Compares a course with what is stored of it. A page is unchanged only if all of its passages are there and were cut from
 * it as it is now: what a run left behind when it died half-way is seen as changed, and done again.
 *
 * @param isFull takes every page that is stored for changed
 */
export function planIngestion(pages: SourcePage[], stored: StoredPassage[], isFull = false): IngestionPlan {
  const byPage = passagesByPage(stored);
  const plan: IngestionPlan = { added: [], changed: [], unchanged: [], gone: [] };
  const present = new Set<string>();
  for (const page of pages) {
    const key = pageKey(page);
    present.add(key);
    const passages = byPage.get(key);
    if (!passages) plan.added.push(key);
    else if (!isFull && isWhole(passages, page.fingerprint)) plan.unchanged.push(key);
    else plan.changed.push(key);
  }
  plan.gone = [...byPage.keys()].filter((key) => !present.has(key));
  return plan;
}

/** What is stored, page by page. */
export function passagesByPage(stored: StoredPassage[]): Map<string, StoredPassage[]> {
  const byPage = new Map<string, StoredPassage[]>();
  for (const passage of stored) {
    const key = pageKey(passage);
    const passages = byPage.get(key);
    if (passages) passages.push(passage);
    else byPage.set(key, [passage]);
  }
  return byPage;
}

/** Whether these are all passages of a page, and nothing else. */
export function isWhole(passages: StoredPassage[], fingerprint: string): boolean {
  const [first] = passages;
  const indexes = new Set(passages.map(({ chunkIndex }) => chunkIndex));
  return (
    first !== undefined &&
    passages.every((passage) => passage.fingerprint === fingerprint) &&
    passages.every(({ totalChunks }) => totalChunks === passages.length) &&
    indexes.size === passages.length
  );
}
