import type { CoursePassage } from '../passage';
import type { IngestionReport, PassageEmbedder } from './ingest';
import type { PassageRecord, PassageTarget, StoredPassage } from './passage-target';
import { unlessAborted } from './unless-aborted';

interface Vectors {
  embedder?: PassageEmbedder | undefined;
  /** Where vectors may be already. */
  target: Pick<PassageTarget, 'vectors'>;
  /** Its counts of vectors made and reused grow. */
  report: Pick<IngestionReport, 'embedded' | 'reused'>;
  signal?: AbortSignal | undefined;
}

/** The passages with their vectors: those that the target has of the same text are taken from there. */
export async function withVectors(
  passages: CoursePassage[],
  stored: StoredPassage[],
  { embedder, target, report, signal }: Vectors,
): Promise<PassageRecord[]> {
  if (!embedder) return passages.map((passage) => ({ passage }));
  const known = new Map<string, string>();
  for (const { id, embeddingKey } of stored) if (embeddingKey) known.set(embeddingKey, id);
  const asked = passages.map((passage) => {
    const input = embedder.input(passage);
    return { passage, input, key: embedder.key(input) };
  });
  const vectors = new Map<string, number[]>();
  const reusable = asked.flatMap(({ key }) => known.get(key) ?? []);
  const found = reusable.length ? await target.vectors([...new Set(reusable)]) : new Map<string, number[]>();
  for (const { key } of asked) {
    const vector = found.get(known.get(key) ?? '');
    if (vector) vectors.set(key, vector);
  }
  report.reused += vectors.size;
  const missing = [...new Map(asked.map(({ key, input }) => [key, input]))].filter(
    ([key]) => !vectors.has(key),
  );
  const made = missing.length
    ? await unlessAborted(signal, embedder.embed(missing.map(([, input]) => input)))
    : [];
  missing.forEach(([key], at) => {
    const vector = made[at];
    if (vector) vectors.set(key, vector);
  });
  report.embedded += missing.length;
  return asked.map(({ passage, key }) => {
    const dense = vectors.get(key);
    return dense ? { passage, dense, embeddingKey: key } : { passage };
  });
}
