'use client';

import { Check, Monitor, Moon, Sun } from 'lucide-react';
import { preferScheme, type SchemePreference, useSchemePreference } from './color-scheme';
import { MENU_ITEM, Menu } from './menu';

const CHOICES: ReadonlyArray<{ preference: SchemePreference; name: string; Icon: typeof Sun }> = [
  { preference: 'system', name: 'System', Icon: Monitor },
  { preference: 'light', name: 'Light', Icon: Sun },
  { preference: 'dark', name: 'Dark', Icon: Moon },
];

/** Light, dark, or as the system has it. */
export function ThemeMenu() {
  const chosen = useSchemePreference();
  return (
    <Menu
      label="Colour scheme"
      // Both icons are in the page and CSS shows one, so that the server need not know the scheme.
      trigger={
        <>
          <Sun size={18} className="dark:hidden" aria-hidden />
          <Moon size={18} className="hidden dark:block" aria-hidden />
        </>
      }
    >
      {(close) =>
        CHOICES.map(({ preference, name, Icon }) => (
          <button
            key={preference}
            type="button"
            role="menuitemradio"
            aria-checked={chosen === preference}
            className={MENU_ITEM}
            onClick={() => {
              preferScheme(preference);
              close();
            }}
          >
            <Icon size={16} className="text-muted" aria-hidden />
            <span className="flex-1">{name}</span>
            {chosen === preference ? <Check size={15} className="text-accent" aria-hidden /> : null}
          </button>
        ))
      }
    </Menu>
  );
}
