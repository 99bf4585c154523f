import { isRecord } from '../protocol/is-record';
import type { ResolvedScheme } from '../theme/palette';
import { safeCss } from './css-values';
import { entryOf } from './read-props';

/*
 * Colours of widgets (spec element 3.1): a token of the theme, a step of a primitive ramp (`red-500`, `alpha-70`), any CSS
 * colour, or one for each scheme.
 */

const TEXT: Record<string, string> = {
  prose: 'text',
  primary: 'text',
  emphasis: 'text',
  secondary: 'secondary',
  tertiary: 'muted',
  success: 'good',
  warning: 'warning',
  danger: 'danger',
  info: 'info',
  discovery: 'discovery',
  accent: 'accent-text',
};

const SURFACE: Record<string, string> = {
  surface: 'background',
  'surface-secondary': 'subtle',
  'surface-tertiary': 'hover',
  'surface-elevated': 'raised',
  'surface-elevated-secondary': 'subtle',
};

const BORDER: Record<string, string> = {
  default: 'border',
  subtle: 'border',
  strong: 'border-strong',
};

/** Hue and greatest chroma of the primitive ramps, in OKLCH. */
const HUES: Record<string, readonly [number, number]> = {
  red: [25, 0.2],
  orange: [52, 0.17],
  yellow: [92, 0.15],
  green: [150, 0.16],
  blue: [258, 0.19],
  purple: [300, 0.19],
  pink: [350, 0.19],
  gray: [268, 0.011],
};

const CHART = ['blue', 'purple', 'orange', 'green', 'red', 'yellow', 'pink'] as const;

function primitive(name: string): string | undefined {
  if (name === 'white' || name === 'black' || name === 'transparent') return name;
  const [, hue, step] = /^([a-z]+)-?(\d{1,4})?$/.exec(name) ?? [];
  if (hue === 'alpha' && step)
    return `color-mix(in srgb, var(--ck-text) ${Math.min(100, Number(step))}%, transparent)`;
  const ramp = entryOf(HUES, hue);
  if (!ramp) return undefined;
  const at = Math.min(1, (step ? Number(step) : 500) / 1000);
  // Lightness falls with the step; colour is strongest in the middle.
  const lightness = 0.985 - at * 0.76;
  const chroma = ramp[1] * Math.min(1, 1.9 * Math.min(at + 0.06, 1.12 - at));
  return `oklch(${lightness.toFixed(3)} ${chroma.toFixed(3)} ${ramp[0]})`;
}

function pick(value: unknown, scheme: ResolvedScheme): unknown {
  return isRecord(value) ? value[scheme] : value;
}

function resolve(value: unknown, scheme: ResolvedScheme, tokens: Record<string, string>): string | undefined {
  const chosen = pick(value, scheme);
  if (typeof chosen !== 'string') return undefined;
  const token = entryOf(tokens, chosen);
  return token ? `var(--ck-${token})` : (primitive(chosen) ?? safeCss(chosen));
}

export const textColor = (value: unknown, scheme: ResolvedScheme) => resolve(value, scheme, TEXT);

export const surfaceColor = (value: unknown, scheme: ResolvedScheme) => resolve(value, scheme, SURFACE);

export const borderColor = (value: unknown, scheme: ResolvedScheme) => resolve(value, scheme, BORDER);

/** The colour of a chart's series; those that name none take the tokens in order. */
export function seriesColor(value: unknown, at: number, scheme: ResolvedScheme): string {
  const name = CHART[at % CHART.length] ?? 'blue';
  const step = scheme === 'light' ? 500 : 400;
  const own = pick(value, scheme);
  const token = CHART.find((each) => each === own);
  return (
    (token ? primitive(`${token}-${step}`) : resolve(own, scheme, {})) ?? primitive(`${name}-${step}`) ?? ''
  );
}
