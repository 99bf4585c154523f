import type { Placements } from './place-markers';

/** What the parts of one Markdown block need to be drawn. */
export interface MarkdownScope {
  placements: Placements;
  imageDomains: string[] | undefined;
  /** Whether formulas are drawn, or shown as they are written. */
  drawsFormulas: boolean;
  /** Level of a first-level heading of the text. */
  headingLevel: number;
}
