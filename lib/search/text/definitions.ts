import { STOP_WORDS } from './stop-words';
import { words } from './words';

/** `A node is …`, `Gaussian noise draws …`, `SDF, the Simulation Description Format, is …`, at the start of a sentence. */
const DEFINITION =
  /^(?:[-*|>\s]|\d+\.)*(?:an?\s|the\s|our\s)?(?<term>[^.,:;!?|]{2,60}?)(?:,\s(?:or|also|short for|the|called|written)?[^,.]{2,70},)?(?:\s\((?<short>[^)]{2,40})\))?\s(?:is|are|means|stands for|combines|estimates)\s/iu;

/** What a sentence defines, as keys to compare with {@link subjectKey}; empty if it is no definition. */
export function definedTerms(sentence: string): string[] {
  return definedNames(sentence).map(subjectKey).filter(Boolean);
}

/** The same as it is written. */
export function definedNames(sentence: string): string[] {
  const { term, short } = DEFINITION.exec(sentence.replace(/[*_`]/g, ''))?.groups ?? {};
  return [term ?? '', short ?? ''].filter(Boolean);
}

/** The words of a name in a comparable form: `the node graphs` and `Node graph` are the same. */
export function subjectKey(name: string): string {
  return words(name)
    .filter(({ surface }) => !STOP_WORDS.has(surface))
    .map(({ whole }) => whole)
    .join(' ');
}
