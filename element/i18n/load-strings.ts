import { type Strings, stringsEn } from './strings-en';

/** Languages besides English, each in a lazy chunk of its own: `'de': () => import('./strings-de').then(…)`. */
const LOADERS: Record<string, () => Promise<Partial<Strings>>> = {};

const isTraditionalChinese = (locale: string): boolean => /^zh-(tw|hk|mo|hant)/i.test(locale);

function loaderFor(locale: string): (() => Promise<Partial<Strings>>) | undefined {
  const exact = LOADERS[locale];
  // Traditional Chinese must not fall back to the Simplified table.
  if (exact || isTraditionalChinese(locale)) return exact;
  return LOADERS[locale.split('-')[0] ?? ''];
}

/** The words for `locale`, or null if they are English, which is here already. */
export async function loadStrings(locale: string): Promise<Strings | null> {
  const loader = loaderFor(locale);
  return loader ? { ...stringsEn, ...(await loader()) } : null;
}
