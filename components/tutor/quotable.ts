/** The most characters of a lesson that are quoted to the tutor. */
export const MAX_QUOTE = 2000;

/** Trims selected text, and cuts what is longer than `MAX_QUOTE` at a word, with an ellipsis. */
export function quotable(selected: string): string {
  const text = selected
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  const characters = Array.from(text);
  if (characters.length <= MAX_QUOTE) return text;
  const cut = characters.slice(0, MAX_QUOTE - 1).join('');
  const lastSpace = cut.lastIndexOf(' ');
  return `${(lastSpace > MAX_QUOTE * 0.8 ? cut.slice(0, lastSpace) : cut).trimEnd()}…`;
}
