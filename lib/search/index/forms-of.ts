import { stemWord } from '../text/stem-word';
import { STOP_WORDS } from '../text/stop-words';
import { SYNONYMS } from '../text/synonyms';
import { terms } from '../text/terms';
import type { Word } from '../text/words';
import type { Nearness } from './surfaces';
import type { TermsKnown } from './terms-known';

/** A way to say a word, before its terms have their places in a question. */
export interface MeantForm {
  terms: string[];
  credit: number;
}

const CREDIT = {
  same: 1,
  verb: 0.75,
  alike: 0.35,
  parts: 0.65,
  variant: 0.95,
  synonym: 0.85,
  halves: 0.85,
  near: 0.7,
  misspelt: 0.95,
};

/** For a word that only students say, and no lesson. */
const ONLY_ASKED = 0.8;

const SHORTEST_HALF = 4;

/** The ways to say a word that the course has; the surest first. */
export function formsOf(word: Word, names: ReadonlySet<string>, vocabulary: TermsKnown): MeantForm[] {
  const has = (term: string) => vocabulary.has(term);
  // A name that the course writes only as a common word is another thing.
  if (names.has(word.whole) && !isNamed(word, vocabulary)) return [];
  const forms: MeantForm[] = [];
  if (has(word.whole)) {
    const credit = CREDIT[vocabulary.inflection(word)];
    forms.push({ terms: [word.whole], credit: vocabulary.isSaid(word.whole) ? credit : credit * ONLY_ASKED });
  }
  for (const term of word.variants.filter(has)) forms.push({ terms: [term], credit: CREDIT.variant });
  if (word.parts.length && word.parts.every((part) => vocabulary.isSaid(part)))
    forms.push({ terms: word.parts, credit: CREDIT.parts });
  const synonyms = SYNONYMS.get(word.surface) ?? SYNONYMS.get(word.whole) ?? [];
  for (const synonym of synonyms) {
    const said = terms(synonym).filter((term) => has(term) && !STOP_WORDS.has(term));
    if (said.length) forms.push({ terms: said, credit: CREDIT.synonym });
  }
  forms.push(...halves(word.surface, vocabulary));
  return forms;
}

/** Whether the course writes a word, or the parts of one that it does not have, as a name. */
function isNamed({ whole, parts }: Word, vocabulary: TermsKnown): boolean {
  // An identifier is no common word, also where it only stands behind a dot, as in `ort.InferenceSession`.
  if (vocabulary.has(whole)) return parts.length > 0 || vocabulary.hasCapital(whole);
  return parts.length === 0 || parts.some((part) => vocabulary.hasCapital(part));
}

/** The words that one may have been meant to be that the course does not have. */
export function nearForms(word: Word, vocabulary: TermsKnown, how: Nearness): MeantForm[] {
  if (vocabulary.has(word.whole) && !how.isMisspelt) return [];
  const credit = how.isMisspelt ? CREDIT.misspelt : CREDIT.near;
  return vocabulary.nearest(word.surface, how).map((term) => ({ terms: [term], credit }));
}

/** `timestamps` where the course writes `time stamps`. */
function halves(surface: string, vocabulary: TermsKnown): MeantForm[] {
  for (let at = SHORTEST_HALF; at <= surface.length - SHORTEST_HALF; at += 1) {
    const one = stemWord(surface.slice(0, at));
    const other = stemWord(surface.slice(at));
    if (vocabulary.hasPair(one, other)) return [{ terms: [one, other], credit: CREDIT.halves }];
  }
  return [];
}
