/** Takes up to so many blanks from the start of each line after the first, which begins where the block does. */
export function dedent(block: string, columns: number): string {
  return columns > 0 ? block.replace(new RegExp(`(?<=\\n)[ \\t]{1,${columns}}`, 'g'), '') : block;
}
