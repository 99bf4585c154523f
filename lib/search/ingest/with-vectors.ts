import type { CoursePassage } from '../passage';
import type { IngestionReport, PassageEmbedder } from './ingest';
import type { PassageRecord, PassageTarget, PassageVectors, StoredPassage } from './passage-target';
import { unlessAborted } from './unless-aborted';

interface Vectors {
  embedder?: PassageEmbedder | undefined;
  /** Where vectors may be already. */
  target: Pick<PassageTarget, 'vectors'>;
  /** It has room for vectors of asked lines. */
  takesAsked: boolean;
  /** Its counts of vectors made and reused grow. */
  report: Pick<IngestionReport, 'embedded' | 'reused'>;
  signal?: AbortSignal | undefined;
}

/** The passages with their vectors: those that the target has of the same texts are taken from there. */
export async function withVectors(
  passages: CoursePassage[],
  stored: StoredPassage[],
  { embedder, target, takesAsked, report, signal }: Vectors,
): Promise<PassageRecord[]> {
  if (!embedder) return passages.map((passage) => ({ passage }));
  const known = new Map<string, string>();
  for (const { id, embeddingKey } of stored) if (embeddingKey) known.set(embeddingKey, id);
  const wanted = passages.map((passage) => {
    const inputs = embedder.inputs(passage, { takesAsked });
    return { passage, inputs, key: embedder.key(inputs) };
  });
  const byKey = new Map(wanted.map((one) => [one.key, one]));
  const reusable = [...byKey.keys()].flatMap((key) => known.get(key) ?? []);
  const found = reusable.length
    ? await target.vectors([...new Set(reusable)])
    : new Map<string, PassageVectors>();
  const vectors = new Map<string, PassageVectors>();
  for (const { key, inputs } of byKey.values()) {
    const stored = found.get(known.get(key) ?? '');
    if (!stored || (stored.asked?.length ?? 0) !== inputs.length - 1) continue;
    vectors.set(key, stored);
    report.reused += inputs.length;
  }
  const missing = [...byKey.values()].filter(({ key }) => !vectors.has(key));
  // Parts of one section are asked for by the same lines.
  const texts = [...new Set(missing.flatMap(({ inputs }) => inputs))];
  const made = texts.length ? await unlessAborted(signal, embedder.embed(texts)) : [];
  report.embedded += texts.length;
  const byText = new Map(texts.map((text, at) => [text, made[at] ?? []]));
  for (const { key, inputs } of missing) {
    const [dense = [], ...asked] = inputs.map((input) => byText.get(input) ?? []);
    vectors.set(key, asked.length ? { dense, asked } : { dense });
  }
  return wanted.map(({ passage, key }) => {
    const own = vectors.get(key);
    return own ? { passage, vectors: own, embeddingKey: key } : { passage };
  });
}
