'use client';

import { useSyncExternalStore } from 'react';
import { SCHEME_KEY } from './early-script';

export type SchemePreference = 'system' | 'light' | 'dark';
export type ColorScheme = 'light' | 'dark';

const CHANGED = 'robolearn:scheme';
const systemDark = () => window.matchMedia('(prefers-color-scheme: dark)');

function readPreference(): SchemePreference {
  const kept = readKept();
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

function readKept(): string | null {
  try {
    return localStorage.getItem(SCHEME_KEY);
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
    return null;
  }
}

function readScheme(): ColorScheme {
  return document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light';
}

function apply(preference: SchemePreference): void {
  const dark = preference === 'dark' || (preference === 'system' && systemDark().matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  window.dispatchEvent(new Event(CHANGED));
}

/** Chooses a scheme, here and in the other tabs, and remembers it. */
export function preferScheme(preference: SchemePreference): void {
  try {
    if (preference === 'system') localStorage.removeItem(SCHEME_KEY);
    else localStorage.setItem(SCHEME_KEY, preference);
  } catch {
    // As above.
  }
  apply(preference);
}

function subscribe(onChange: () => void): () => void {
  const media = systemDark();
  const follow = () => apply(readPreference());
  const followOtherTab = (event: StorageEvent) => {
    if (event.key === SCHEME_KEY) follow();
  };
  window.addEventListener(CHANGED, onChange);
  window.addEventListener('storage', followOtherTab);
  media.addEventListener('change', follow);
  return () => {
    window.removeEventListener(CHANGED, onChange);
    window.removeEventListener('storage', followOtherTab);
    media.removeEventListener('change', follow);
  };
}

/** The scheme that the page shows now. */
export function useColorScheme(): ColorScheme {
  return useSyncExternalStore(subscribe, readScheme, () => 'light');
}

/** What the person chose. */
export function useSchemePreference(): SchemePreference {
  return useSyncExternalStore(subscribe, readPreference, () => 'system');
}
