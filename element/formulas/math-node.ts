/** A piece of MathML: text, or an element with its attributes. Whoever draws it makes nodes of it; it never becomes a string. */
export type MathNode = string | MathElement;

export interface MathElement {
  tag: string;
  attributes: Record<string, string>;
  children: MathNode[];
}
