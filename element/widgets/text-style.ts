import type { ResolvedScheme } from '../theme/palette';
import { textColor } from './colors';
import { length, type Style, styleOf } from './css-values';
import { amount, entryOf, flag, words } from './read-props';

const WEIGHTS: Record<string, string> = { normal: '400', medium: '500', semibold: '600', bold: '700' };

export type Scale = Record<string, number>;

/** Sizes as parts of the theme's base size. */
export const TEXT_SIZES: Scale = { xs: 0.8, sm: 0.8667, md: 1, lg: 1.1333, xl: 1.25 };
export const TITLE_SIZES: Scale = {
  sm: 1,
  md: 1.1333,
  lg: 1.3,
  xl: 1.5,
  '2xl': 1.9,
  '3xl': 2.25,
  '4xl': 3,
  '5xl': 3.75,
};
export const CAPTION_SIZES: Scale = { sm: 0.7667, md: 0.8333, lg: 0.8667 };

const pct = (scale: number): string => `calc(var(--ck-base-size, 15px) * ${scale})`;

/** What all kinds of text can have. */
export function textStyle(node: Record<string, unknown>, scheme: ResolvedScheme, scale: Scale): Style {
  const lines = amount(node.maxLines);
  const atLeast = amount(node.minLines);
  const size = entryOf(scale, node.size) ?? scale.md ?? 1;
  return styleOf({
    fontSize: pct(size),
    fontWeight: entryOf(WEIGHTS, node.weight),
    fontStyle: flag(node.italic) ? 'italic' : undefined,
    textDecorationLine: flag(node.lineThrough) ? 'line-through' : undefined,
    textAlign: ['start', 'center', 'end'].find((each) => each === node.textAlign),
    color: textColor(node.color, scheme),
    width: length(node.width),
    '--w-lines': lines === undefined ? undefined : String(Math.max(1, Math.floor(lines))),
    minHeight: atLeast === undefined ? undefined : `calc(${atLeast} * 1lh)`,
  });
}

/** One line or a few: what is cut can be read as its tip. */
export function cutClass(node: Record<string, unknown>): { class: string; title: string | undefined } {
  if (flag(node.truncate)) return { class: ' truncate', title: words(node.value) };
  if (amount(node.maxLines) !== undefined) return { class: ' clamp', title: words(node.value) };
  return { class: '', title: undefined };
}
