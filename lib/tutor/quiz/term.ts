import type { Section } from './question';

/** A statement that begins with what it is about: a definition, or anything else that is said of a term. */
export interface Term {
  section: Section;
  /** The whole statement as Markdown. */
  sentence: string;
  /** What stands before the term: empty, or `The command `. */
  lead: string;
  /** The term as the statement writes it, with its article, as plain text: `A node`. */
  subject: string;
  /** Without the article. */
  name: string;
  /** The rest of the statement, from the verb on. */
  rest: string;
  /** What may stand in its place without breaking the grammar, or giving itself away. */
  shape: string;
  isDefinition: boolean;
}
