import { questionSubjects } from '../text/question-subjects';
import { stemWord } from '../text/stem-word';
import { STOP_WORDS } from '../text/stop-words';
import { SYNONYMS } from '../text/synonyms';
import { terms } from '../text/terms';
import { WEAK_WORDS } from '../text/weak-words';
import { type Word, words } from '../text/words';
import type { Concept, Form } from './concept';
import { pairsOf } from './indexed-chunk';
import type { Vocabulary } from './vocabulary';

/** A question as the index sees it. */
export interface Question {
  concepts: Concept[];
  pairs: string[];
  /** Keys of what it wants defined or compared. */
  subjects: string[];
}

const CREDIT = { parts: 0.65, variant: 0.95, synonym: 0.85, halves: 0.85, near: 0.7 };
const WEAK = 0.5;

/** Numbers alone say nothing about what is asked. */
const NUMBER = /^\d+$/;

/** Takes a question apart into what it names. */
export function readQuestion(text: string, vocabulary: Vocabulary): Question {
  const asked = unique(
    words(text).filter(({ surface }) => !STOP_WORDS.has(surface) && !NUMBER.test(surface)),
  );
  const exact = asked.map((word) => ({ word, forms: formsOf(word, vocabulary) }));
  const isAnyKnown = exact.some(({ forms }) => forms.length > 0);
  const concepts = exact.map(({ word, forms }): Concept => {
    const all = forms.length ? forms : nearForms(word, vocabulary, isAnyKnown);
    const first = all[0]?.terms ?? [word.whole];
    const information = Math.max(...first.map((term) => vocabulary.information(term)));
    const weight = WEAK_WORDS.has(word.surface) ? WEAK : 1;
    return { forms: all, information: information * weight, weight };
  });
  return { concepts, pairs: pairsOf(words(text)), subjects: questionSubjects(text) };
}

/** The ways to say a word that the course has; the surest first. */
function formsOf(word: Word, vocabulary: Vocabulary): Form[] {
  const has = (term: string) => vocabulary.has(term);
  const forms: Form[] = [];
  if (has(word.whole)) forms.push({ terms: [word.whole], credit: 1 });
  for (const term of word.variants.filter(has)) forms.push({ terms: [term], credit: CREDIT.variant });
  if (word.parts.length && word.parts.every(has)) forms.push({ terms: word.parts, credit: CREDIT.parts });
  const synonyms = SYNONYMS[word.surface] ?? SYNONYMS[word.whole] ?? [];
  for (const synonym of synonyms) {
    const said = terms(synonym).filter((term) => has(term) && !STOP_WORDS.has(term));
    if (said.length) forms.push({ terms: said, credit: CREDIT.synonym });
  }
  if (!forms.length) forms.push(...halves(word.surface, vocabulary));
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

function nearForms(word: Word, vocabulary: Vocabulary, generous: boolean): Form[] {
  return vocabulary.nearest(word.surface, generous).map((term) => ({ terms: [term], credit: CREDIT.near }));
}

function unique(list: Word[]): Word[] {
  return [...new Map(list.map((word) => [word.whole, word])).values()];
}
