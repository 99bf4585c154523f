/**
 * Changes the text of an answer while it is streamed. One filter serves one text; what it holds back it gives out later, and
 * the rest at the end. The way in which a text is cut into deltas must make no difference.
 */
export interface TextFilter {
  push(delta: string): string;
  end(): string;
}
