import type { RootContent } from 'mdast';
import type { Heading } from '../course';

/** A heading with the blocks up to the next one. */
export interface Section {
  /** Headings from the outermost down to the section's own; empty before the first. */
  headings: Heading[];
  /** The section's own heading as it is written; empty before the first. */
  headingLine: string;
  blocks: RootContent[];
}
