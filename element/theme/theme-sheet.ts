import type { Theme } from '../options/settings';
import type { ResolvedScheme } from './palette';
import { themeTokens } from './theme-tokens';

/**
 * The theme as custom properties on `:host`: page styles for the element win over them. Set through CSSOM, so no value
 * of an option can break out of its declaration, and no style policy of the page is in the way.
 */
export class ThemeSheet {
  readonly sheet = new CSSStyleSheet();
  readonly #dark = matchMedia('(prefers-color-scheme: dark)');
  readonly #loaded = new Set<string>();
  #theme: Theme = { colorScheme: 'light' };

  constructor() {
    this.sheet.replaceSync(':host{}');
    this.#dark.addEventListener('change', () => this.apply(this.#theme));
  }

  apply(theme: Theme): void {
    this.#theme = theme;
    const [rule] = this.sheet.cssRules;
    if (!(rule instanceof CSSStyleRule)) return;
    const scheme: ResolvedScheme =
      theme.colorScheme === 'auto' ? (this.#dark.matches ? 'dark' : 'light') : theme.colorScheme;
    rule.style.setProperty('color-scheme', scheme);
    for (const [name, value] of Object.entries(themeTokens(theme, scheme)))
      rule.style.setProperty(name, value);
    this.#loadFonts(theme);
  }

  /** Fonts declared inside a shadow root do not register: they go to the document. */
  #loadFonts({ typography }: Theme): void {
    for (const { family, src, weight, ...rest } of typography?.fontSources ?? []) {
      const id = `${family} ${src} ${weight}`;
      if (this.#loaded.has(id)) continue;
      this.#loaded.add(id);
      const face = new FontFace(family, `url(${JSON.stringify(src)})`, {
        ...rest,
        ...(weight === undefined ? {} : { weight: String(weight) }),
      });
      document.fonts.add(face);
    }
  }
}
