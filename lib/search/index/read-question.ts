import { asksForDoing } from '../text/asks-for-doing';
import { isEnglishWord } from '../text/english-words';
import { FUNCTION_WORDS } from '../text/function-words';
import { namesIn } from '../text/names-in';
import { phrasePairs } from '../text/phrases';
import { questionObjects, questionSubjects } from '../text/question-subjects';
import { STOP_WORDS } from '../text/stop-words';
import { WEAK_WORDS } from '../text/weak-words';
import { type Word, words } from '../text/words';
import type { AskedTerm, Concept } from './concept';
import { formsOf, type MeantForm, nearForms } from './forms-of';
import type { TermsKnown } from './terms-known';

/** A question as the index sees it. */
export interface Question {
  concepts: Concept[];
  /** Every term of its concepts, each at its place. */
  terms: AskedTerm[];
  /** What else it says, by the terms that the course has for it: words that many questions have. */
  asides: string[];
  /** Neighbouring words of it, by what they are called as a whole. */
  pairs: [string, string][];
  /** Those of them that a command of the course has together, if something is to be done. */
  commands: [string, string][];
  /** Keys of what it wants defined or compared. */
  subjects: string[];
  /** Keys of what it wants done something with. */
  objects: string[];
  /** Information of a word that nothing else has, in nats: the most that one word can say. */
  rarest: number;
  /** It asks for a name of several words that the course has nowhere together. */
  isForeign: boolean;
}

const WEAK = 0.5;

/** From this credit on a form is what was meant. */
const SURE = 0.5;

/** Whoever ends a sentence has written its last word out, and whoever goes on has written the others. */
const SENTENCE_END = /[?.!]\s*$/;

/** Numbers alone say nothing about what is asked. */
const NUMBER = /^\d+$/;

/** Takes a question apart into what it names. */
export function readQuestion(text: string, vocabulary: TermsKnown): Question {
  const all = words(text).filter(({ surface }) => !STOP_WORDS.has(surface));
  const asked = unique(all.filter(({ surface }) => !NUMBER.test(surface)));
  const pairs = all.slice(1).map(({ whole }, index): [string, string] => [all[index]?.whole ?? '', whole]);
  const commands = asksForDoing(text)
    ? pairs.filter(([one, other]) => one !== other && vocabulary.isCommand(one, other))
    : [];
  const names = namesIn(text);
  const exact = asked.map((word) => ({ word, forms: formsOf(word, names, vocabulary) }));
  const last = SENTENCE_END.test(text) ? undefined : all.at(-1);
  const isAnyKnown = exact.some(({ forms }) => forms.length > 0);
  const terms = new Map<string, AskedTerm>();
  const concepts = exact.map(({ word, forms }): Concept => {
    const how = { generous: isAnyKnown, isTyped: word === last, isMisspelt: isMisspelt(word) };
    // What is no word may by chance have the stem of one.
    const isSure = forms.length > 0 && (!how.isMisspelt || forms.some(({ credit }) => credit >= SURE));
    const meant = isSure ? forms : [...nearForms(word, vocabulary, how), ...forms];
    const first = meant[0]?.terms ?? [word.whole];
    const information = Math.max(...first.map((term) => vocabulary.information(term)));
    const weight = isWeak(word, commands) ? WEAK : 1;
    return { forms: meant.map(withTerms), information: information * weight, weight };
  });
  return {
    concepts,
    terms: [...terms.values()],
    asides: asides(text, vocabulary),
    pairs,
    commands,
    subjects: questionSubjects(text),
    objects: questionObjects(text),
    rarest: vocabulary.information('\0'),
    isForeign: isForeign(phrasePairs(text), vocabulary),
  };

  function withTerms({ terms: said, credit }: MeantForm) {
    return { credit, terms: said.map(asTerm) };
  }

  function asTerm(term: string): AskedTerm {
    const known = terms.get(term);
    if (known) return known;
    const found = {
      term,
      at: terms.size,
      information: vocabulary.information(term),
      salience: vocabulary.salience(term),
    };
    terms.set(term, found);
    return found;
  }
}

/** Words that stand in too many questions to say what they are about, and not in all. */
function asides(text: string, vocabulary: TermsKnown): string[] {
  const said = words(text).filter(({ surface }) => STOP_WORDS.has(surface) && !FUNCTION_WORDS.has(surface));
  return [...new Set(said.map(({ whole }) => whole))].filter((term) => vocabulary.has(term));
}

/** A word for doing says little, unless it is the very one of a command: `list` in `ros2 topic list`. */
function isWeak({ surface, whole }: Word, commands: [string, string][]): boolean {
  return WEAK_WORDS.has(surface) && !commands.some((pair) => pair.includes(whole));
}

/** Names and numbers are no words either, but have no other letters than they should. */
function isMisspelt({ surface }: Word): boolean {
  return /^\p{L}+$/u.test(surface) && !isEnglishWord(surface);
}

/** Not a single pair of a name stands together in the course, though it has all of the words. */
function isForeign(pairs: [Word, Word][], vocabulary: TermsKnown): boolean {
  const said = pairs.map((pair) =>
    pair.map((word) => formsOf(word, new Set(), vocabulary).flatMap((form) => form.terms)),
  );
  const isKnown = said.every((pair) => pair.every((terms) => terms.length > 0));
  const isTogether = ([one, other]: string[][]) =>
    one?.some((term) => other?.some((next) => term === next || vocabulary.areNeighbours(term, next)));
  return said.length > 0 && isKnown && !said.some(isTogether);
}

function unique(list: Word[]): Word[] {
  return [...new Map(list.map((word) => [word.whole, word])).values()];
}
