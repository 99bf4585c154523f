import { countTokens } from './count-tokens';

/** Cuts a table of Markdown into tables of about `target` tokens, each with the header of the whole. */
export function cutTable(table: string, target: number): string[] {
  const [header = '', rule = '', ...rows] = table.split('\n');
  const head = `${header}\n${rule}`;
  const headTokens = countTokens(head);
  const parts: string[][] = [];
  let filled = 0;
  for (const row of rows) {
    const tokens = countTokens(`\n${row}`);
    const last = parts.at(-1);
    if (last && filled + tokens <= target) {
      last.push(row);
      filled += tokens;
    } else {
      parts.push([row]);
      filled = headTokens + tokens;
    }
  }
  return parts.length ? parts.map((part) => [head, ...part].join('\n')) : [table];
}
