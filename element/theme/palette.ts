import type { ColorOption, GrayscaleOptions } from '@openai/chatkit';
import { contrast, fromOklch, mix, parseRgb, type Rgb, readable, toHex } from './color';

export type ResolvedScheme = 'light' | 'dark';

/** Lightness of each neutral. Dark is drawn by itself: raised surfaces get lighter, and text is not pure white. */
const NEUTRALS = {
  light: {
    background: 1,
    raised: 1,
    subtle: 0.973,
    hover: 0.948,
    border: 0.915,
    'border-strong': 0.84,
    muted: 0.53,
    secondary: 0.44,
    text: 0.24,
  },
  dark: {
    background: 0.205,
    raised: 0.255,
    subtle: 0.25,
    hover: 0.295,
    border: 0.32,
    'border-strong': 0.42,
    muted: 0.68,
    secondary: 0.765,
    text: 0.925,
  },
} as const;

/** A slight cool cast. */
const DEFAULT_GRAY = { hue: 268, chroma: 0.011 };

const ACCENT: Record<ResolvedScheme, Rgb> = { light: [84, 71, 224], dark: [105, 95, 238] };

const STATUS = {
  light: {
    danger: '#b3261e',
    'danger-fill': '#b3261e',
    'danger-soft': '#fdf1f0',
    warning: '#7d5200',
    'warning-soft': '#fdf6e3',
    'warning-fill': '#8a5a00',
    good: '#1a7f4b',
    'good-fill': '#1a7f4b',
    'good-soft': '#e9f7ef',
    info: '#1d5fc2',
    'info-fill': '#1d5fc2',
    'info-soft': '#eaf2fd',
    discovery: '#7a35b8',
    'discovery-fill': '#7a35b8',
    'discovery-soft': '#f5edfc',
  },
  dark: {
    danger: '#f5a6a0',
    'danger-fill': '#b93a31',
    'danger-soft': '#331c1f',
    warning: '#ecc777',
    'warning-soft': '#2e2719',
    'warning-fill': '#8f6410',
    good: '#6fcf97',
    'good-fill': '#23794c',
    'good-soft': '#1a2e25',
    info: '#8fbcff',
    'info-fill': '#2b66bd',
    'info-soft': '#1b2942',
    discovery: '#cda6f5',
    'discovery-fill': '#7a44b8',
    'discovery-soft': '#2c2140',
  },
} as const;

const CODE = {
  light: { keyword: '#7a2fb8', string: '#1c6b3f', number: '#a04a00', title: '#1f4fc4', comment: '#667085' },
  dark: { keyword: '#c9a3f5', string: '#93d6a8', number: '#f0b37e', title: '#94b8ff', comment: '#8f97a8' },
} as const;

const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [20, 20, 28];

function ramp(scheme: ResolvedScheme, gray: GrayscaleOptions | undefined): Record<string, Rgb> {
  const hue = gray?.hue ?? DEFAULT_GRAY.hue;
  const chroma = gray ? gray.tint * 0.006 : DEFAULT_GRAY.chroma;
  const shift = (gray?.shade ?? 0) * 0.008;
  const entries = Object.entries(NEUTRALS[scheme]).map(([name, lightness]) => {
    const shifted = Math.max(0, Math.min(1, lightness - (scheme === 'light' ? shift : -shift)));
    // Near white the same chroma looks far more coloured.
    const paled = shifted > 0.9 ? chroma * Math.max(0, 1 - shifted) * 9 : chroma;
    return [name, fromOklch(shifted, paled, hue)] as const;
  });
  return Object.fromEntries(entries);
}

/** The colours of a theme as custom properties without their `--ck-` prefix. */
export function palette(scheme: ResolvedScheme, color: ColorOption | undefined): Record<string, string> {
  const neutrals = ramp(scheme, color?.grayscale);
  const surface = color?.surface;
  const background = (surface && parseRgb(surface.background)) ?? neutrals.background ?? WHITE;
  const accent = (color?.accent && parseRgb(color.accent.primary)) ?? ACCENT[scheme];
  const level = color?.accent?.level ?? 1;
  const onAccent =
    contrast(WHITE, accent) >= 4.5 || contrast(WHITE, accent) > contrast(INK, accent) ? WHITE : INK;
  const subtle = neutrals.subtle ?? background;
  const bubble = level >= 2 ? mix(background, accent, scheme === 'light' ? 0.12 : 0.28) : subtle;
  const soft = mix(background, accent, scheme === 'light' ? 0.09 : 0.2);
  // Links stand on the page and in raised blocks alike, marks and soft buttons on the accent's own tint.
  const onPage = readable(accent, scheme === 'light' ? subtle : (neutrals.raised ?? background), 4.6);
  const link = readable(onPage, soft, 4.6);
  return {
    ...Object.fromEntries(Object.entries(neutrals).map(([name, rgb]) => [name, toHex(rgb)])),
    ...STATUS[scheme],
    ...Object.fromEntries(Object.entries(CODE[scheme]).map(([name, value]) => [`code-${name}`, value])),
    ...(surface
      ? { background: surface.background, text: surface.foreground, raised: surface.background }
      : {}),
    accent: color?.accent?.primary ?? toHex(accent),
    'accent-hover': toHex(mix(accent, scheme === 'light' ? INK : WHITE, 0.1)),
    'accent-text': toHex(link),
    'accent-soft': toHex(soft),
    'on-accent': toHex(onAccent),
    bubble: toHex(bubble),
    shadow: scheme === 'light' ? '0 8px 28px rgb(20 22 40 / 14%)' : '0 10px 32px rgb(0 0 0 / 50%)',
  };
}
