import { namesIn } from '../text/names-in';
import { phrasePairs } from '../text/phrases';
import { questionObjects, questionSubjects } from '../text/question-subjects';
import { stemWord } from '../text/stem-word';
import { STOP_WORDS } from '../text/stop-words';
import { SYNONYMS } from '../text/synonyms';
import { terms } from '../text/terms';
import { WEAK_WORDS } from '../text/weak-words';
import { type Word, words } from '../text/words';
import type { Concept, Form } from './concept';
import { pairsOf } from './indexed-chunk';
import type { Nearness, Vocabulary } from './vocabulary';

/** A question as the index sees it. */
export interface Question {
  concepts: Concept[];
  pairs: string[];
  /** Keys of what it wants defined or compared. */
  subjects: string[];
  /** Keys of what it wants done something with. */
  objects: string[];
  /** It asks for a name of several words that the course has nowhere together. */
  isForeign: boolean;
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
};
const WEAK = 0.5;

/** Whoever ends a sentence has written its last word out. */
const SENTENCE_END = /[?.!]\s*$/;

/** Numbers alone say nothing about what is asked. */
const NUMBER = /^\d+$/;

/** Takes a question apart into what it names. */
export function readQuestion(text: string, vocabulary: Vocabulary): Question {
  const asked = unique(
    words(text).filter(({ surface }) => !STOP_WORDS.has(surface) && !NUMBER.test(surface)),
  );
  const names = namesIn(text);
  const exact = asked.map((word) => ({ word, forms: formsOf(word, names, vocabulary) }));
  const isTyped = !SENTENCE_END.test(text);
  const isAnyKnown = exact.some(({ forms }) => forms.length > 0);
  const concepts = exact.map(({ word, forms }): Concept => {
    const all = forms.length ? forms : nearForms(word, vocabulary, { generous: isAnyKnown, isTyped });
    const first = all[0]?.terms ?? [word.whole];
    const information = Math.max(...first.map((term) => vocabulary.information(term)));
    const weight = WEAK_WORDS.has(word.surface) ? WEAK : 1;
    return { forms: all, information: information * weight, weight };
  });
  return {
    concepts,
    pairs: pairsOf(words(text)),
    subjects: questionSubjects(text),
    objects: questionObjects(text),
    isForeign: isForeign(phrasePairs(text), vocabulary),
  };
}

/** Not a single pair of a name stands together in the course, though it has all of the words. */
function isForeign(pairs: [Word, Word][], vocabulary: Vocabulary): boolean {
  const said = pairs.map((pair) =>
    pair.map((word) => formsOf(word, new Set(), vocabulary).flatMap((form) => form.terms)),
  );
  const isKnown = said.every((pair) => pair.every((terms) => terms.length > 0));
  const isTogether = ([one, other]: string[][]) =>
    one?.some((term) => other?.some((next) => term === next || vocabulary.areNeighbours(term, next)));
  return said.length > 0 && isKnown && !said.some(isTogether);
}

/** The ways to say a word that the course has; the surest first. */
function formsOf(word: Word, names: ReadonlySet<string>, vocabulary: Vocabulary): Form[] {
  const has = (term: string) => vocabulary.has(term);
  // A name that the course writes only as a common word is another thing.
  if (names.has(word.whole) && has(word.whole) && !vocabulary.hasCapital(word.whole)) return [];
  const forms: Form[] = [];
  if (has(word.whole)) forms.push({ terms: [word.whole], credit: CREDIT[vocabulary.inflection(word)] });
  for (const term of word.variants.filter(has)) forms.push({ terms: [term], credit: CREDIT.variant });
  if (word.parts.length && word.parts.every(has)) forms.push({ terms: word.parts, credit: CREDIT.parts });
  const synonyms = SYNONYMS[word.surface] ?? SYNONYMS[word.whole] ?? [];
  for (const synonym of synonyms) {
    const said = terms(synonym).filter((term) => has(term) && !STOP_WORDS.has(term));
    if (said.length) forms.push({ terms: said, credit: CREDIT.synonym });
  }
  forms.push(...halves(word.surface, vocabulary));
  return forms;
}

const SHORTEST_HALF = 4;

/** `timestamps` where the course writes `time stamps`. */
function halves(surface: string, vocabulary: Vocabulary): Form[] {
  for (let at = SHORTEST_HALF; at <= surface.length - SHORTEST_HALF; at += 1) {
    const one = stemWord(surface.slice(0, at));
    const other = stemWord(surface.slice(at));
    if (vocabulary.hasPair(one, other)) return [{ terms: [one, other], credit: CREDIT.halves }];
  }
  return [];
}

function nearForms(word: Word, vocabulary: Vocabulary, how: Nearness): Form[] {
  if (vocabulary.has(word.whole)) return [];
  return vocabulary.nearest(word.surface, how).map((term) => ({ terms: [term], credit: CREDIT.near }));
}

function unique(list: Word[]): Word[] {
  return [...new Map(list.map((word) => [word.whole, word])).values()];
}
