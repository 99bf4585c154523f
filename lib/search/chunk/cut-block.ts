import type { RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { ChunkSizes } from '../course';
import { countTokens } from './count-tokens';
import { cutCode } from './cut-code';
import { cutTable } from './cut-table';
import { sentenceSpans } from './sentence-spans';
import type { Unit } from './unit';

/**
 * The units of a block: the block itself, unless it is longer than a passage and of a kind that can be cut without harm. A
 * list is cut between its items, a paragraph between its sentences, a table between its rows, and code, only if it is
 * more than twice too long, between its parts.
 */
export function cutBlock(block: RootContent, body: string, sizes: ChunkSizes): Unit[] {
  const start = block.position?.start.offset;
  const end = block.position?.end.offset;
  if (start === undefined || end === undefined) return [];
  const whole = unitAt(body, start, end);
  if (whole.tokens <= sizes.longest) {
    return [{ ...whole, announces: block.type === 'paragraph' && textOf(block).trimEnd().endsWith(':') }];
  }
  switch (block.type) {
    case 'list':
      return block.children.flatMap((item) => cutBlock(item, body, sizes));
    case 'paragraph':
      return sentenceSpans(block, body).map((span) => unitAt(body, span.start, span.end));
    case 'table':
      return cutTable(whole.text, sizes.target).map(made);
    case 'code':
      return whole.tokens > 2 * sizes.longest ? cutCode(whole.text, sizes.longest).map(made) : [whole];
    default:
      return [whole];
  }
}

function unitAt(body: string, start: number, end: number): Unit {
  const text = body.slice(start, end);
  return { text, tokens: countTokens(text), span: { start, end }, announces: false };
}

function made(text: string): Unit {
  return { text, tokens: countTokens(text), announces: false };
}
