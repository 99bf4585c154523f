/** A block of a passage, as it can be quoted. */
export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'code'; text: string; lines: number }
  | { kind: 'list'; text: string; isOrdered: boolean }
  | { kind: 'table'; text: string; cells: string[] };
