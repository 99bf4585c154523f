import { countTokens } from './count-tokens';

const FENCE = /^(?<indent> {0,3})(?<mark>`{3,}|~{3,})/;

/**
 * Cuts a fence into fences of at most `longest` tokens where its code allows: before a line at the margin that follows a
 * blank one, as before the next function. Each has the first line of the whole. Code without such places stays whole, and
 * so does a part of it that is too long.
 */
export function cutCode(fence: string, longest: number): string[] {
  const [open = '', ...lines] = fence.split('\n');
  const { indent = '', mark = '' } = FENCE.exec(open)?.groups ?? {};
  if (!mark) return [fence];
  const isClosed = lines.at(-1)?.trim().startsWith(mark) ?? false;
  const code = isClosed ? lines.slice(0, -1) : lines;

  const packed: string[] = [];
  let filled = 0;
  for (const part of partsOf(code)) {
    const tokens = countTokens(part);
    const last = packed.length - 1;
    if (last >= 0 && filled + tokens <= longest) {
      packed[last] += `\n${part}`;
      filled += tokens;
    } else {
      packed.push(part);
      filled = tokens;
    }
  }
  return packed.map((part) => `${open}\n${part.trimEnd()}\n${indent}${mark}`);
}

function partsOf(code: string[]): string[] {
  const parts: string[][] = [[]];
  for (const [index, line] of code.entries()) {
    const follows = index > 0 && code[index - 1]?.trim() === '';
    if (follows && /^[^\s})\]]/.test(line)) parts.push([]);
    parts.at(-1)?.push(line);
  }
  return parts.map((part) => part.join('\n'));
}
