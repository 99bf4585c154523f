import { type Glyph, PATHS } from './paths';

/** Names of the public lists (header icons, ChatKit icons, common Lucide ones) that are drawn by another glyph. */
const ALIASES: Record<string, Glyph> = {
  analytics: 'chart',
  atom: 'compass',
  batch: 'grid',
  'book-open': 'book',
  'book-closed': 'book',
  'book-clock': 'book',
  'check-circle-filled': 'check-circle',
  'circle-question': 'question',
  confetti: 'sparkle',
  'dots-horizontal': 'dots',
  'dots-horizontal-circle': 'dots',
  'dots-vertical-circle': 'dots-vertical',
  'empty-circle': 'dot',
  'external-link': 'external',
  images: 'image',
  lifesaver: 'question',
  maps: 'map-pin',
  name: 'user',
  notebook: 'book',
  'notebook-pencil': 'compose',
  'page-blank': 'document',
  profile: 'user',
  'profile-card': 'user',
  'star-filled': 'star',
  'sparkle-double': 'sparkle',
  'square-code': 'code',
  'square-image': 'image',
  'square-text': 'document',
  'settings-slider': 'settings',
  'settings-cog': 'settings',
  wreath: 'star',
  write: 'pencil',
  'write-alt': 'compose',
  'write-alt2': 'compose',
  'collapse-left': 'double',
  'double-chevron-left': 'double',
  'home-alt': 'home',
  'back-small': 'back',
  'back-large': 'back',
  'expand-large': 'expand',
  'expand-small': 'expand',
  'collapse-large': 'collapse',
  'collapse-small': 'collapse',
  'chat-temporary': 'clock',
  'menu-inverted': 'menu',
  hamburger: 'menu',
  'light-mode': 'sun',
  'dark-mode': 'moon',
};

/** Names whose glyph points the other way. */
const MIRRORED = /^(sidebar-.*right.*|collapse-right|open-right|double-chevron-right)$/;

const known = (name: string): name is Glyph => Object.hasOwn(PATHS, name);

/** The glyph for any icon name, or null for one that we do not have: it then takes its place and shows nothing. */
export function glyphFor(name: string): { glyph: Glyph; mirrored: boolean } | null {
  const bare = name.replace(/^(lucide|vendor):/, '');
  const mirrored = MIRRORED.test(bare);
  if (known(bare)) return { glyph: bare, mirrored };
  const alias = Object.hasOwn(ALIASES, bare) ? ALIASES[bare] : undefined;
  if (alias) return { glyph: alias, mirrored };
  if (bare.startsWith('sidebar-')) return { glyph: 'sidebar', mirrored };
  if (/^(open|collapse|double-chevron)-/.test(bare)) return { glyph: 'double', mirrored };
  return null;
}
