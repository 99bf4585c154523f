import { entryOf } from './read-props';

/** Heights of controls in px (spec element 3.1). */
const HEIGHTS: Record<string, number> = {
  '3xs': 20,
  '2xs': 22,
  xs: 24,
  sm: 28,
  md: 32,
  lg: 36,
  xl: 40,
  '2xl': 44,
  '3xl': 48,
};

const GUTTERS: Record<string, number> = { '2xs': 4, xs: 6, sm: 8, md: 10, lg: 12, xl: 16 };

export const controlHeight = (size: unknown): string => `${entryOf(HEIGHTS, size) ?? 36}px`;

export function gutter(size: unknown): string | undefined {
  const width = entryOf(GUTTERS, size);
  return width === undefined ? undefined : `${width}px`;
}
