/**
 * The language that a text is written in, as in `de`; undefined if it cannot be told. Loaded when it is first asked for: most texts of a
 * course are in its own language.
 *
 * @param text its first thousand characters are read
 */
export async function languageOf(text: string): Promise<string | undefined> {
  const { eld } = await import('eld/extrasmall');
  const { language } = eld.detect(text.slice(0, 1_000));
  return language === '' ? undefined : language;
}
