import type { Block } from './block';

/** What is quoted together: a paragraph, and the code, list or table that it announces; or one of these alone. */
export interface Unit {
  paragraph: string | undefined;
  attached: Exclude<Block, { kind: 'paragraph' }> | undefined;
}

/** Joins each paragraph with what follows it, if that is no paragraph. */
export function units(blocks: Block[]): Unit[] {
  const found: Unit[] = [];
  for (const block of blocks) {
    const last = found.at(-1);
    if (block.kind === 'paragraph') found.push({ paragraph: block.text, attached: undefined });
    else if (last && !last.attached) last.attached = block;
    else found.push({ paragraph: undefined, attached: block });
  }
  return found;
}
