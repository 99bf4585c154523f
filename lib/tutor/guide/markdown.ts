/** More lines of a list than these nobody reads. */
const MAX_LINES = 30;

export function list(lines: readonly string[], max = MAX_LINES): string {
  const left = lines.length - max;
  const shown = [...lines.slice(0, max), ...(left > 0 ? [`and ${left} more`] : [])];
  return shown.map((line) => `- ${line}`).join('\n');
}

/** Paragraphs without those that are empty. */
export function paragraphs(...written: (string | number | false | undefined)[]): string {
  return written.filter(Boolean).join('\n\n');
}
