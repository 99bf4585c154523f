/** A piece of a section that is never cut. */
export interface Unit {
  text: string;
  tokens: number;
  /** Where it stands in the page; none for one that was made, as the second part of a table with its header again. */
  span?: { start: number; end: number };
  /** It announces what follows ("… like this:"), and stays with it. */
  announces: boolean;
}
