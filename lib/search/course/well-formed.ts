/** Halves of surrogate pairs, which YAML can write as escapes and no UTF-8 can hold, as the sign for what cannot be shown. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
