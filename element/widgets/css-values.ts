/** A style as Preact sets it: property by property through CSSOM, which a strict policy allows. */
export type Style = Record<string, string>;

/** Longest value taken from a server. */
const MAX_LENGTH = 200;

/** All that a value may call. What loads something (`url()`, `image-set()`, `element()`) is not among it. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  ...[
    '',
    'rgb',
    'rgba',
    'hsl',
    'hsla',
    'hwb',
    'lab',
    'lch',
    'oklab',
    'oklch',
    'color',
    'color-mix',
    'light-dark',
  ],
  ...['linear-gradient', 'radial-gradient', 'conic-gradient'],
  ...['repeating-linear-gradient', 'repeating-radial-gradient', 'repeating-conic-gradient'],
  ...['calc', 'min', 'max', 'clamp', 'var', 'fit-content'],
]);

/** A CSS value of a server, if it is harmless: it can set its property and do nothing else (spec element 3.1, 4.2). */
export function safeCss(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '' || value.length > MAX_LENGTH) return undefined;
  // Without quotes, escapes and comments no function can hide its name.
  if (/["'\\;{}@<>!]|\/\*/.test(value)) return undefined;
  const calls = [...value.matchAll(/([\w-]*)\(/g)];
  return calls.every(([, name]) => FUNCTIONS.has((name ?? '').toLowerCase())) ? value.trim() : undefined;
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

/** A gap or padding: numbers count units of 4 px, which follow the density of the theme. */
export const spacing = (value: unknown): string | undefined =>
  isNumber(value) ? `calc(var(--gap) * ${value})` : safeCss(value);

/** A width or height: numbers are px. */
export const length = (value: unknown): string | undefined =>
  isNumber(value) ? `${value}px` : safeCss(value);

/** The style without what is undefined. */
export function styleOf(values: Record<string, string | undefined>): Style {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
