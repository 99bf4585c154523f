/** The English name of a language. @param locale a language tag, as in `en` or `pt-BR` */
export function languageName(locale: string): string {
  return new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale;
}
