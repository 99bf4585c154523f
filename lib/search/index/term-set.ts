import type { AskedTerm } from './concept';

/** Which of the terms of a question something says: a 1 at the place of each. */
export type TermSet = Uint8Array;

/** The share of a form's information that what is said has, in one or more sets taken together. */
export function share(terms: AskedTerm[], sets: readonly TermSet[]): number {
  let all = 0;
  let present = 0;
  for (const { at, information } of terms) {
    all += information;
    if (has(at, sets)) present += information;
  }
  return all === 0 ? 0 : present / all;
}

export function has(at: number, sets: readonly TermSet[]): boolean {
  for (const set of sets) if (set[at] === 1) return true;
  return false;
}
