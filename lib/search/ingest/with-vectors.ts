import type { CoursePassage } from '../passage';
import type { IngestionReport, PassageEmbedder } from './ingest';
import type { PassageRecord, PassageTarget, StoredPassage } from './passage-target';
import { pageKey } from './plan-ingestion';
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
  { embedder, target, takesAsked, report, signal }: Vectors,
): Promise<PassageRecord[]> {
  if (!embedder) return passages.map((passage) => ({ passage }));
  const named = (input: string): Named => ({ key: embedder.key(input), input });
  const wanted = passages.map((passage) => {
    const [text, ...asked] = embedder.inputs(passage, { takesAsked });
    return { passage, text: named(text), asked: asked.map(named) };
  });
  // Parts of one section are asked for by the same lines.
  const inputs = new Map(
    wanted.flatMap(({ text, asked }) => [text, ...asked]).map((one) => [one.key, one.input]),
  );
  const pages = new Set(passages.map(pageKey));
  const near = stored.filter(
    ({ embeddingKey, ...page }) => embeddingKey && (inputs.has(embeddingKey) || pages.has(pageKey(page))),
  );
  const found = near.length ? await target.vectors(near.map(({ id }) => id)) : new Map<string, number[]>();
  const missing = [...inputs].filter(([key]) => !found.has(key));
  const made = missing.length
    ? await unlessAborted(signal, embedder.embed(missing.map(([, input]) => input)))
    : [];
  const vectors = new Map([
    ...found,
    ...missing.map(([key], at): [string, number[]] => [key, made[at] ?? []]),
  ]);
  report.embedded += missing.length;
  report.reused += inputs.size - missing.length;
  const vectorOf = ({ key }: Named) => vectors.get(key) ?? [];
  return wanted.map(({ passage, text, asked }) =>
    asked.length
      ? {
          passage,
          vectors: { dense: vectorOf(text), asked: asked.map(vectorOf) },
          embeddingKeys: { dense: text.key, asked: asked.map(({ key }) => key) },
        }
      : { passage, vectors: { dense: vectorOf(text) }, embeddingKeys: { dense: text.key } },
  );
}
