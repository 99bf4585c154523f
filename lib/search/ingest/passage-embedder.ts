import type { Embedder } from '../embeddings/embedder';
import { embeddingInput } from '../embeddings/embedding-input';
import { embeddingKey } from '../embeddings/embedding-key';
import type { CoursePassage } from '../passage';
import { EmbeddingsFailed } from './errors';
import { fittingInput } from './fitting-input';
import type { PassageEmbedder } from './ingest';

/**
 * An embedder of texts as one of passages. A passage that is longer than a model reads is embedded by its beginning, so that
 * one endless table does not keep the rest of the course out.
 *
 * @param onCut told of such a passage
 */
export function passageEmbedder(
  embedder: Embedder,
  onCut: (passage: CoursePassage) => void = () => undefined,
): PassageEmbedder {
  return {
    inputs(passage, { askedLimit }) {
      const input = embeddingInput(passage);
      const fitting = fittingInput(input);
      if (fitting.length < input.length) onCut(passage);
      return [fitting, ...evenlySpaced([...new Set(passage.asked)], askedLimit)];
    },
    key: (input) => embeddingKey(embedder.model, input),
    async embed(inputs) {
      try {
        return await embedder.embed(inputs);
      } catch (cause) {
        throw new EmbeddingsFailed(embedder.model, { cause });
      }
    },
  };
}

/** So many of a list, evenly over all of it: where a passage holds several sections, each keeps its share of lines. */
function evenlySpaced(lines: string[], limit: number): string[] {
  if (lines.length <= limit) return lines;
  return Array.from({ length: limit }, (_, at) => lines[Math.floor((at * lines.length) / limit)] ?? '');
}
