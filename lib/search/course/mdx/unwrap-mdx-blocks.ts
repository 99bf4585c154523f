const BLOCK = /^ *(?<mark>`{3,4}) *mdx-code-block\n(?<inner>[\s\S]*?)\n *\k<mark>$/gm;

/** Docusaurus reads what stands in a fence of the language `mdx-code-block` as if the fence were not there. */
export function unwrapMdxBlocks(source: string): string {
  return source.replace(BLOCK, (_written, _mark, inner: string) => inner);
}
