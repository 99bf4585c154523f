import type { Embedder } from '../embeddings/embedder';
import { embeddingInput } from '../embeddings/embedding-input';
import { embeddingKey } from '../embeddings/embedding-key';
import type { CoursePassage } from '../passage';
import { EmbeddingsFailed } from './errors';
import { fittingInput } from './fitting-input';
import type { PassageEmbedder } from './ingest';

/**
 * An embedder of texts as one of passages. A passage that is longer than a model or its server reads is embedded by its beginning, so
 * that one endless table does not keep the rest of the course out.
 *
 * @param onCut told of such a passage
 */
export function passageEmbedder(
  embedder: Embedder,
  onCut: (passage: CoursePassage) => void = () => undefined,
): PassageEmbedder {
  /** Whose inputs they are, until they are embedded. */
  const passages = new Map<string, CoursePassage>();
  const cut = new Set<string>();
  const noteCut = (passage: CoursePassage) => {
    if (cut.has(passage.id)) return;
    cut.add(passage.id);
    onCut(passage);
  };
  return {
    inputs(passage, { askedLimit }) {
      const input = embeddingInput(passage);
      const fitting = fittingInput(input);
      if (fitting.length < input.length) noteCut(passage);
      const lines = evenlySpaced([...new Set(passage.asked)], askedLimit);
      for (const one of [fitting, ...lines]) passages.set(one, passage);
      return [fitting, ...lines];
    },
    key: (input) => embeddingKey(embedder.model, input),
    async embed(inputs) {
      try {
        return await embedder.embed(inputs, {
          onCut: ({ index }) => {
            const passage = passages.get(inputs[index] ?? '');
            if (passage) noteCut(passage);
          },
        });
      } catch (cause) {
        throw new EmbeddingsFailed(embedder.model, { cause });
      } finally {
        passages.clear();
      }
    },
  };
}

/** So many of a list, evenly over all of it: where a passage holds several sections, each keeps its share of lines. */
function evenlySpaced(lines: string[], limit: number): string[] {
  if (lines.length <= limit) return lines;
  return Array.from({ length: limit }, (_, at) => lines[Math.floor((at * lines.length) / limit)] ?? '');
}
