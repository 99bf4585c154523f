import { boundedQuery } from '../bounded-query';
import { CHAT_WORDS } from '../text/chat-words';
import { asks, clauses } from '../text/clauses';
import { isCommonEnglish } from '../text/english-rank';
import { isEnglishWord } from '../text/english-words';
import { FUNCTION_WORDS } from '../text/function-words';
import { functionWordMeant } from '../text/mistyped-function-word';
import { isForeignFunctionWord, isFunctionWordOf, languageOf } from '../text/other-languages';
import { withoutScaffolding } from '../text/scaffolding';
import { STOP_WORDS } from '../text/stop-words';
import { SYNONYMS } from '../text/synonyms';
import { terms } from '../text/terms';
import { WEAK_WORDS } from '../text/weak-words';
import { readWord, type Word, words } from '../text/words';
import type { KnownTerms } from './vocabulary';

/** A question as the index sees it. */
export interface Question {
  /** Every term that it may be found by, with what it counts, 0 to 1. */
  terms: { term: string; weight: number }[];
  /** What may have been asked, each to be judged by itself. */
  readings: Reading[];
  /** It asks what something is. */
  wantsDefinition: boolean;
  /** What a definition is asked of, without what it belongs to: a node, in "a node in ROS 2"; of other questions everything. */
  subject: { size: number; terms: ReadonlySet<number> };
  /** Neighbouring words of its sentences, by the places of their first terms. */
  pairs: [number, number][];
}

/** One way to read a message. */
export interface Reading {
  /** The words that name something in a sentence that asks, or in all sentences. */
  asked: AskedWord[];
  /** Those of the other sentences: what happened, where it was found, a greeting. */
  beside: AskedWord[];
  /** All sentences are read together: what one asks may be told by another. */
  isAll: boolean;
  /** The sentences beside it may have to tell what it is about. */
  leans: boolean;
}

/** A word of a question. */
export interface AskedWord {
  /** Written with a capital within a sentence. */
  isName: boolean;
  /** Ways in which a passage can say it, by places in {@link Question.terms}; none for a word that the course does not have. */
  forms: { at: number[]; credit: number }[];
  /** A lesson says it, and not only students who ask for something. */
  isInLessons: boolean;
  /** How much it tells apart, 0 to 1: passages if the course has it, else subjects. */
  information: number;
  /** How much the course is about it, 0 to 1. */
  topicality: number;
}

interface NamedWord extends AskedWord {
  /** Many questions have it. */
  isWeak: boolean;
  /** It stands behind a word like `in`. */
  isQualifier: boolean;
  /** See {@link CHAT_WORDS}. */
  isChat: boolean;
}

/** How sure it is that a form is what was meant. */
const CREDIT = { whole: 1, variant: 0.7, spareVariant: 0.35, parts: 0.65, synonym: 0.5, misspelt: 0.9 };

/** What a word counts that many questions have, and what one of a sentence that tells why something is asked. */
const WEAK_WEIGHT = 0.6;
const BACKGROUND_WEIGHT = 0.5;
/** A sentence that asks in weak words alone says something with so many of them: "start programs". */
const MIN_WEAK = 2;
/** A course that says a weak word so much more often than English does is about it: `type`, `module`. */
const MIN_OWN_TOPICALITY = 0.4;

/** Who asks for a definition names few things, and asks for nothing else about them. */
const MAX_DEFINED = 3;
const MAX_ALONE = 2;
const ASKS_WHAT = /\b(?:what|whats|who|define|definition|explain|describe|mean|means|meaning)\b/iu;
const ASKS_MORE = /\b(?:how|why|when|where|which|can|could|should|do|does|did)\b/iu;
/** What follows these says where something belongs, and not what it is. */
const QUALIFIES: ReadonlySet<string> = new Set(['in', 'within', 'inside']);
/** In a shorter sentence capitals may all be of names. */
const MIN_SHOUTED = 3;
const MIN_CHAT_TOPICALITY = 0.2;
/** What joins words that are otherwise written apart. */
const JOINTS = /[-_/]+|(?<=\p{L})2(?=\p{L})/u;
const LETTERS = /^[\p{L}\p{M}]+$/u;
const NUMBER = /^\p{N}+$/u;
const LATIN = /\p{Script=Latin}/u;

/** Takes a question apart into what it names. Case and punctuation change nothing but where sentences end. */
export function readQuestion(text: string, vocabulary: KnownTerms): Question {
  const found = new Map<string, { at: number; weight: number }>();
  const byPlace = (place: number) => [...found.values()][place] ?? { at: place, weight: 0 };
  const sentences = clauses(boundedQuery(text)).map((sentence) => {
    const all = words(withoutScaffolding(sentence)).flatMap((word) => separated(word, vocabulary));
    const language = languageOf(sentence);
    const tellsNames = !isShouted(all);
    const qualified = all.findIndex(({ surface }, index) => index > 0 && QUALIFIES.has(surface));
    const named = all.flatMap((word, index) => {
      const isQualifier = qualified >= 0 && index > qualified;
      return asked(word, { isWithin: tellsNames && index > 0, isQualifier, language }) ?? [];
    });
    return { isAsking: asks(sentence), asksWhat: ASKS_WHAT.test(sentence), all: withoutChat(named) };
  });
  const isStrong = ({ isWeak }: NamedWord) => !isWeak;
  const hasStrong = sentences.some(({ all }) => all.some(isStrong));
  // A question of weak words alone is about these.
  const judged = sentences
    .map(({ isAsking, asksWhat, all }) => ({
      isAsking,
      asksWhat,
      all:
        hasStrong && (all.some(isStrong) || !isAsking || all.length < MIN_WEAK) ? all.filter(isStrong) : all,
    }))
    .filter(({ all }) => all.length > 0);
  const asking = judged.filter(({ isAsking }) => isAsking);
  const main = asking.length > 0 ? asking : judged;
  const named = main.flatMap(({ all }) => all);
  const wantsDefinition =
    main.length === 1 &&
    named.length <= (ASKS_WHAT.test(text) ? MAX_DEFINED : MAX_ALONE) &&
    !ASKS_MORE.test(text);
  for (const { isAsking, all } of sentences)
    for (const word of all) {
      const isBackground = (asking.length > 0 && !isAsking) || (wantsDefinition && word.isQualifier);
      weigh(word, isBackground ? BACKGROUND_WEIGHT : 1);
    }
  return {
    terms: [...found].map(([term, { weight }]) => ({ term, weight })),
    readings:
      wantsDefinition && judged.length === 1
        ? [definitionOf(named)]
        : readingsOf(judged, main, wantsDefinition),
    wantsDefinition,
    subject: subjectOf(wantsDefinition ? named.filter(({ isQualifier }) => !isQualifier) : named, named),
    pairs: sentences.flatMap(({ all }) =>
      pairsOf(wantsDefinition ? all.filter(({ isQualifier }) => !isQualifier) : all),
    ),
  };

  function asked(
    word: Word,
    {
      isWithin,
      isQualifier,
      language,
    }: { isWithin: boolean; isQualifier: boolean; language: string | undefined },
  ): NamedWord | undefined {
    const { surface, whole } = word;
    const isOther = language !== undefined && isFunctionWordOf(language, surface);
    if (FUNCTION_WORDS.has(surface) || isOther || NUMBER.test(surface)) return undefined;
    const forms = formsOf(word, vocabulary);
    if (
      forms.length === 0 &&
      (isForeignFunctionWord(surface) || (!word.isCapital && functionWordMeant(surface) !== undefined))
    )
      return undefined;
    // A mistake in a word like `what` or `difference`.
    if (forms.some(({ terms: [term = ''], credit }) => credit === CREDIT.misspelt && STOP_WORDS.has(term)))
      return undefined;
    // What another language calls it cannot be known, nor in another script.
    if (forms.length === 0 && (language || (LETTERS.test(surface) && !LATIN.test(surface)))) return undefined;
    const isWeak =
      WEAK_WORDS.has(surface) ||
      (STOP_WORDS.has(surface) && vocabulary.topicality(whole) < MIN_OWN_TOPICALITY);
    const best = forms[0]?.terms ?? [];
    return {
      forms: forms.map(({ terms: all, credit }) => ({
        credit,
        at: all.map(placeOf),
      })),
      information: best.length ? Math.max(...best.map((term) => vocabulary.information(term))) : 1,
      topicality: Math.max(
        0,
        ...forms.map(({ terms: all }) => Math.min(...all.map((term) => vocabulary.topicality(term)))),
      ),
      isInLessons: forms.some(({ terms: all }) => all.every((term) => vocabulary.isInLessons(term))),
      isName: isWithin && word.isCapital,
      isWeak,
      isQualifier,
      isChat: CHAT_WORDS.has(surface),
    };
  }

  function placeOf(term: string): number {
    const at = found.get(term)?.at ?? found.size;
    if (at === found.size) found.set(term, { at, weight: 0 });
    return at;
  }

  function weigh({ forms, isWeak }: NamedWord, share: number): void {
    for (const { at, credit } of forms)
      for (const place of at) {
        const term = byPlace(place);
        term.weight = Math.max(term.weight, share * credit * (isWeak ? WEAK_WEIGHT : 1));
      }
  }
}

/** `quality-of-service`, `sim2real`, where the course says these words apart: each is a word of its own. */
function separated(word: Word, vocabulary: KnownTerms): Word[] {
  if (vocabulary.has(word.whole)) return [word];
  const pieces = word.surface.split(JOINTS).filter(Boolean).map(readWord);
  const isKnown = ({ surface, whole }: Word) => FUNCTION_WORDS.has(surface) || vocabulary.has(whole);
  return pieces.length > 1 && pieces.every(isKnown) ? pieces : [word];
}

/** In capitals throughout, or in those of a headline, no word is more of a name than another. */
function isShouted(all: readonly Word[]): boolean {
  const named = all.filter(({ surface }) => !FUNCTION_WORDS.has(surface) && !NUMBER.test(surface));
  return named.length >= MIN_SHOUTED && named.every(({ isCapital }) => isCapital);
}

/** Beside words of a subject, those by which students speak of themselves are none, unless the course is about them. */
function withoutChat(all: NamedWord[]): NamedWord[] {
  const others = all.filter(({ isChat, topicality }) => !isChat || topicality >= MIN_CHAT_TOPICALITY);
  return others.length > 0 ? others : all;
}

/** Where something belongs, in words that the course does not have, is beside what is asked. */
function definitionOf(named: NamedWord[]): Reading {
  const isBeside = ({ isQualifier, forms }: NamedWord) => isQualifier && forms.length === 0;
  return {
    asked: named.filter((word) => !isBeside(word)),
    beside: named.filter(isBeside),
    isAll: false,
    leans: true,
  };
}

function subjectOf(subject: AskedWord[], all: AskedWord[]): Question['subject'] {
  const words = subject.length > 0 ? subject : all;
  return { size: words.length, terms: new Set(words.flatMap(({ forms }) => forms.flatMap(({ at }) => at))) };
}

interface Sentence {
  asksWhat: boolean;
  all: NamedWord[];
}

/** Each sentence that asks by itself, and all together. In a sentence beside one that asks, words about the student's own day are no subject. */
function readingsOf(sentences: Sentence[], asking: Sentence[], wantsDefinition: boolean): Reading[] {
  const others = (but: readonly Sentence[]) =>
    sentences
      .filter((sentence) => !but.includes(sentence))
      .flatMap(({ all }) => all)
      .filter(({ isChat }) => !isChat);
  const each = asking.map((sentence) => ({
    asked: sentence.all,
    beside: others([sentence]),
    isAll: false,
    // What something is does not depend on what else is said.
    leans: !(wantsDefinition && sentence.asksWhat),
  }));
  if (sentences.length < 2) return each;
  return [
    ...each,
    {
      asked: [...asking.flatMap(({ all }) => all), ...others(asking)],
      beside: [],
      isAll: true,
      leans: false,
    },
  ];
}

function pairsOf(all: AskedWord[]): [number, number][] {
  const places = all.map(({ forms }) => forms[0]?.at[0]);
  return places.slice(1).flatMap((place, at): [number, number][] => {
    const before = places[at];
    return before === undefined || place === undefined || before === place ? [] : [[before, place]];
  });
}

/** The ways to say a word that the course has, the surest first. */
function formsOf(word: Word, vocabulary: KnownTerms): { terms: string[]; credit: number }[] {
  const has = (term: string) => vocabulary.has(term);
  const parts = word.parts.filter(has);
  const synonyms = (SYNONYMS.get(word.surface) ?? [])
    .map((synonym) => terms(synonym).filter((term) => !STOP_WORDS.has(term)))
    .filter((all) => all.length > 0 && all.every(has));
  const forms = [
    ...[word.whole].filter(has).map((term) => ({ terms: [term], credit: CREDIT.whole })),
    ...word.variants.filter(has).map((term) => ({
      terms: [term],
      credit: has(word.whole) ? CREDIT.spareVariant : CREDIT.variant,
    })),
    ...(parts.length ? [{ terms: parts, credit: (CREDIT.parts * parts.length) / word.parts.length }] : []),
    ...synonyms.map((all) => ({ terms: all, credit: CREDIT.synonym })),
  ];
  const isWhole = word.parts.length === 0 || has(word.whole) || parts.length === word.parts.length;
  // What is no word may by chance have the stem of one: `noed` that of `no`.
  const isSure = word.parts.length > 0 ? isWhole : vocabulary.writes(word.surface);
  if ((forms.length > 0 && isSure) || !isMisspelt(word)) return forms;
  const near = vocabulary.nearest(word.surface).map((term) => ({ terms: [term], credit: CREDIT.misspelt }));
  return near.length > 0 && word.parts.length === 0 ? near : [...near, ...forms];
}

/** No English word, and no name that English often has. */
function isMisspelt({ surface, parts }: Word): boolean {
  return parts.length > 0 || (LETTERS.test(surface) && !isEnglishWord(surface) && !isCommonEnglish(surface));
}
