import { useContext, useEffect, useState } from 'preact/hooks';
import type { Theme } from '../options/settings';
import type { ResolvedScheme } from '../theme/palette';
import { themeTokens } from '../theme/theme-tokens';
import { useScope } from '../ui/chat-scope';
import type { Style } from './css-values';
import { oneOf } from './read-props';
import { SchemeContext } from './widget-scope';

const DARK = '(prefers-color-scheme: dark)';

/** The scheme of the page, followed when it is the system's. */
export function usePageScheme({ colorScheme }: Theme): ResolvedScheme {
  const [dark, setDark] = useState(() => matchMedia(DARK).matches);
  useEffect(() => {
    const query = matchMedia(DARK);
    const follow = () => setDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  if (colorScheme === 'auto') return dark ? 'dark' : 'light';
  return colorScheme;
}

/** What a root that forces a scheme sets on itself: the tokens of that scheme, for everything inside. */
export function useForcedTheme(theme: unknown): { scheme: ResolvedScheme; style: Style } {
  const { settings } = useScope();
  const around = useContext(SchemeContext);
  const forced = oneOf(theme, ['light', 'dark'], null);
  if (!forced || forced === around) return { scheme: around, style: {} };
  const tokens = themeTokens(settings.theme, forced);
  return { scheme: forced, style: { ...tokens, colorScheme: forced, color: 'var(--ck-text)' } };
}
