/** A heading of a page. */
export interface Heading {
  /** 1 for `#`, to 6. */
  depth: 1 | 2 | 3 | 4 | 5 | 6;
  text: string;
  /** The fragment that leads to it, without `#`. */
  anchor: string;
  /** The line of the body it stands on, from 1. */
  line: number;
}
