const END = /[.!?](?=["”')\]*]*\s+["“'`(*[]*[\p{Lu}\p{N}`/])["”')\]*]*/gu;
const ABBREVIATION = /(?:^|[\s(])(?:e\.g|i\.e|etc|vs|cf|approx|Dr|Fig|No)\.$/i;

/** The sentences of a paragraph. A full stop inside inline code, a number or a common abbreviation ends none. */
export function sentences(paragraph: string): string[] {
  const line = paragraph.replace(/\s+/g, ' ').trim();
  // Code is blanked out, not removed, so that places in both texts are the same.
  const plain = line.replace(/`[^`]*`/g, (code) => `\`${'x'.repeat(Math.max(0, code.length - 2))}\``);
  const found: string[] = [];
  let start = 0;
  for (const match of plain.matchAll(END)) {
    const end = match.index + match[0].length;
    if (ABBREVIATION.test(plain.slice(start, end))) continue;
    found.push(line.slice(start, end).trim());
    start = end;
  }
  const rest = line.slice(start).trim();
  return rest ? [...found, rest] : found;
}
