import { words } from './words';

/** Every term that a text can be found by, in order, repeats included: the whole words, their parts and other spellings. */
export function terms(text: string): string[] {
  return words(text).flatMap(({ whole, parts, variants }) => [...new Set([whole, ...parts, ...variants])]);
}
