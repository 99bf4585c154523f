import type { ThemeOption } from '@openai/chatkit';
import type { ColorScheme } from '@/components/site/color-scheme';

/**
 * The colours of the site (app/globals.css) in the terms of ChatKit.
 * @param raised whether the chat stands on or beside the page; otherwise it is the page
 */
export function tutorTheme(colorScheme: ColorScheme, raised: boolean): ThemeOption {
  const dark = colorScheme === 'dark';
  return {
    colorScheme,
    radius: 'soft',
    density: 'normal',
    typography: {
      baseSize: 15,
      fontFamily: 'var(--font-inter), "Inter More", "Inter Fallback", system-ui, sans-serif',
      fontFamilyMono: 'var(--font-jetbrains), ui-monospace, Menlo, Consolas, monospace',
    },
    color: {
      grayscale: { hue: 258, tint: 2 },
      accent: { primary: dark ? '#a5a0ff' : '#5046e4', level: 1 },
      surface: dark
        ? { background: raised ? '#151920' : '#0f1217', foreground: '#dfe4eb' }
        : { background: '#ffffff', foreground: '#20252e' },
    },
  };
}
