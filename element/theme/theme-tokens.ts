import type { Theme } from '../options/settings';
import { palette, type ResolvedScheme } from './palette';

/** Corner radii: of controls, of blocks. */
const RADIUS = {
  pill: ['999px', '18px', '12px'],
  round: ['16px', '16px', '12px'],
  soft: ['8px', '12px', '8px'],
  sharp: ['2px', '2px', '2px'],
} as const;

const DENSITY = { compact: '0.8', normal: '1', spacious: '1.25' } as const;

/** Every custom property of a theme, by its full name. */
export function themeTokens(theme: Theme, scheme: ResolvedScheme): Record<string, string> {
  const [control, bubble, block] = RADIUS[theme.radius ?? 'round'] ?? RADIUS.round;
  const { typography } = theme;
  const plain: Record<string, string> = {
    ...palette(scheme, theme.color),
    'radius-control': control,
    'radius-bubble': bubble,
    'radius-block': block,
    density: DENSITY[theme.density ?? 'normal'] ?? DENSITY.normal,
    'base-size': `${typography?.baseSize ?? 15}px`,
    font:
      typography?.fontFamily ??
      "'Inter Variable', Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
    'font-mono':
      typography?.fontFamilyMono ??
      "'JetBrains Mono Variable', 'JetBrains Mono', ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  };
  return Object.fromEntries(Object.entries(plain).map(([name, value]) => [`--ck-${name}`, value]));
}
