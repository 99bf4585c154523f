import { isRecord } from '../protocol/is-record';
import type { ResolvedScheme } from '../theme/palette';
import { borderColor, surfaceColor } from './colors';
import { length, type Style, safeCss, spacing, styleOf } from './css-values';
import { entryOf, flag, oneOf, words } from './read-props';

const RADIUS: Record<string, string> = {
  none: '0',
  '2xs': '2px',
  xs: '4px',
  sm: '6px',
  md: '8px',
  lg: '12px',
  xl: '16px',
  '2xl': '20px',
  '3xl': '24px',
  '4xl': '32px',
  full: '9999px',
  '100%': '100%',
};

const ALIGN: Record<string, string> = {
  start: 'flex-start',
  center: 'center',
  end: 'flex-end',
  baseline: 'baseline',
  stretch: 'stretch',
};

const JUSTIFY: Record<string, string> = {
  ...ALIGN,
  between: 'space-between',
  around: 'space-around',
  evenly: 'space-evenly',
};

const LINES = ['solid', 'dashed', 'dotted', 'double', 'groove', 'ridge', 'inset', 'outset'] as const;

/** The sides of a value that may differ by side, with `x` and `y` for pairs; left and right follow the script. */
function bySide<T>(value: unknown, read: (part: unknown) => T | undefined) {
  const sides = isRecord(value) ? value : {};
  const whole = read(value);
  const side = (name: string, pair: string) => read(sides[name]) ?? read(sides[pair]) ?? whole;
  return {
    top: side('top', 'y'),
    bottom: side('bottom', 'y'),
    start: side('left', 'x'),
    end: side('right', 'x'),
  };
}

/** Padding; kept in properties of its own, so that what is flush can cancel it. */
export function paddingStyle(value: unknown): Style {
  const { top, bottom, start, end } = bySide(value, spacing);
  return styleOf({
    paddingBlockStart: top,
    paddingBlockEnd: bottom,
    paddingInlineStart: start,
    paddingInlineEnd: end,
    '--w-top': top,
    '--w-bottom': bottom,
    '--w-start': start,
    '--w-end': end,
  });
}

export function marginStyle(value: unknown): Style {
  const { top, bottom, start, end } = bySide(value, spacing);
  return styleOf({
    marginBlockStart: top,
    marginBlockEnd: bottom,
    marginInlineStart: start,
    marginInlineEnd: end,
  });
}

export function borderStyle(value: unknown, scheme: ResolvedScheme): Style {
  const line = (part: unknown): string | undefined => {
    if (typeof part === 'number') return part > 0 ? `${part}px solid var(--ck-border)` : '0';
    if (!isRecord(part) || typeof part.size !== 'number') return undefined;
    const color = borderColor(part.color, scheme) ?? 'var(--ck-border)';
    return `${part.size}px ${oneOf(part.style, LINES, 'solid')} ${color}`;
  };
  const { top, bottom, start, end } = bySide(value, line);
  return styleOf({
    borderBlockStart: top,
    borderBlockEnd: bottom,
    borderInlineStart: start,
    borderInlineEnd: end,
  });
}

/** A colour or a gradient: each sets only its own property. */
export function backgroundStyle(value: unknown, scheme: ResolvedScheme): Style {
  const color = surfaceColor(value, scheme);
  if (!color) return {};
  return color.includes('gradient(') ? { backgroundImage: color } : { backgroundColor: color };
}

export const radiusStyle = (value: unknown): Style => styleOf({ borderRadius: entryOf(RADIUS, value) });

function flexOf(value: unknown): string | undefined {
  return typeof value === 'number' ? `${value} ${value} 0%` : safeCss(value);
}

/** Sizes, margin, radius and flex: what every block can have. */
export function blockStyle(node: Record<string, unknown>): Style {
  const ratio = typeof node.aspectRatio === 'number' ? String(node.aspectRatio) : safeCss(node.aspectRatio);
  // What has a width of its own keeps it beside longer neighbours.
  const fixed = typeof (node.width ?? node.size) === 'number';
  return {
    ...styleOf({
      width: length(node.width ?? node.size),
      height: length(node.height ?? node.size),
      minWidth: length(node.minWidth ?? node.minSize),
      minHeight: length(node.minHeight ?? node.minSize),
      maxWidth: length(node.maxWidth ?? node.maxSize),
      maxHeight: length(node.maxHeight ?? node.maxSize),
      aspectRatio: ratio,
      flex: flexOf(node.flex) ?? (fixed ? 'none' : undefined),
    }),
    ...marginStyle(node.margin),
    ...radiusStyle(node.radius),
  };
}

export const alignOf = (value: unknown): string | undefined => entryOf(ALIGN, value);

/** Everything that a box can have (spec element 3.2). */
export function boxStyle(
  node: Record<string, unknown>,
  scheme: ResolvedScheme,
  direction: 'row' | 'col',
): Style {
  return {
    flexDirection: direction === 'row' ? 'row' : 'column',
    ...styleOf({
      alignItems: alignOf(node.align),
      justifyContent: entryOf(JUSTIFY, node.justify),
      flexWrap: oneOf(words(node.wrap), ['nowrap', 'wrap', 'wrap-reverse'], undefined),
      gap: spacing(node.gap),
      overflow: flag(node.scrollable) ? 'auto' : undefined,
    }),
    ...blockStyle(node),
    ...paddingStyle(node.padding),
    ...borderStyle(node.border, scheme),
    ...backgroundStyle(node.background, scheme),
  };
}
