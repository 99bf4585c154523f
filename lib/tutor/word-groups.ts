const GROUP = /\s*(?:\S+\s*){1,3}/g;

/** A text in small groups of words, as it is streamed; joined, they are the text. */
export function wordGroups(text: string): string[] {
  return text.match(GROUP) ?? [];
}
