/** @jsxImportSource preact */
import { Icon as Glyph } from '../icons/icon';
import { textColor } from './colors';
import { styleOf } from './css-values';
import { entryOf, type NodeProps, words } from './read-props';
import { useScheme } from './widget-scope';

/** Sizes of icons in px (spec element 3.3). */
export const ICON_SIZES: Record<string, number> = {
  xs: 12,
  sm: 14,
  md: 16,
  lg: 20,
  xl: 24,
  '2xl': 28,
  '3xl': 32,
};

export function IconView({ node }: NodeProps) {
  const size = entryOf(ICON_SIZES, node.size) ?? 16;
  const style = styleOf({ '--w-icon': `${size}px`, color: textColor(node.color, useScheme()) });
  return (
    <span class="w-icon" style={style}>
      <Glyph name={words(node.name)} />
    </span>
  );
}
