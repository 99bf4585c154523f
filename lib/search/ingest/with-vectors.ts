import type { CoursePassage } from '../passage';
import type { IngestionReport, PassageEmbedder } from './ingest';
import type { PassageRecord, PassageTarget, StoredPassage } from './passage-target';
import { pageKey } from './plan-ingestion';
import { unlessAborted } from './unless-aborted';

interface Vectors {
  embedder?: PassageEmbedder | undefined;
  /** Where vectors may be already. */
  target: Pick<PassageTarget, 'vectors'>;
  /** Vectors of asked lines that a passage may have. */
  askedLimit: number;
  /** Its counts of vectors made and reused grow. */
  report: Pick<IngestionReport, 'embedded' | 'reused'>;
  signal?: AbortSignal | undefined;
}

/** What is embedded, and the name under which its vector is kept. */
interface Named {
  key: string;
  input: string;
}

/**
 * The passages with their vectors. Those of texts that the target has are taken from there, wherever in the book the passage of
 * the same text stands, and lines from the page as it was.
 */
export async function withVectors(
  passages: CoursePassage[],
  stored: StoredPassage[],
  { embedder, target, askedLimit, report, signal }: Vectors,
): Promise<PassageRecord[]> {
  if (!embedder) return passages.map((passage) => ({ passage }));
  const named = (input: string): Named => ({ key: embedder.key(input), input });
  const wanted = passages.map((passage) => {
    const [text, ...asked] = embedder.inputs(passage, { askedLimit });
    return { passage, text: named(text), asked: asked.map(named) };
  });
  const keys = new Set(wanted.map(({ text }) => text.key));
  const pages = new Set(passages.map(pageKey));
  const near = stored.filter(
    ({ embeddingKey, ...page }) => embeddingKey && (keys.has(embeddingKey) || pages.has(pageKey(page))),
  );
  const found = near.length
    ? await target.vectors(near.map(({ id }) => id))
    : { dense: new Map<string, number[]>(), asked: new Map<string, number[]>() };
  const missing = new Map<string, string>();
  for (const { text, asked } of wanted) {
    if (!found.dense.has(text.key)) missing.set(text.key, text.input);
    // Parts of one section are asked for by the same lines.
    for (const line of asked) {
      keys.add(line.key);
      if (!found.asked.has(line.key)) missing.set(line.key, line.input);
    }
  }
  const embedded = missing.size ? await unlessAborted(signal, embedder.embed([...missing.values()])) : [];
  const made = new Map([...missing.keys()].map((key, at) => [key, embedded[at] ?? []]));
  report.embedded += missing.size;
  report.reused += keys.size - missing.size;
  const dense = ({ key }: Named) => found.dense.get(key) ?? made.get(key) ?? [];
  const line = ({ key }: Named) => found.asked.get(key) ?? made.get(key) ?? [];
  return wanted.map(({ passage, text, asked }) =>
    asked.length
      ? {
          passage,
          vectors: { dense: dense(text), asked: asked.map(line) },
          embeddingKeys: { dense: text.key, asked: asked.map(({ key }) => key) },
        }
      : { passage, vectors: { dense: dense(text) }, embeddingKeys: { dense: text.key } },
  );
}
