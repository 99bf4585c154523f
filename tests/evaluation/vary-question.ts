import { createHash } from 'node:crypto';
import { randomFrom } from '../support/random';
import type { EvaluationQuestion } from './questions';
import { contentWords } from './tutor/content-words';

/** What may change about the way in which a question is put, while it stays the same question. */
export const VARIATIONS = ['chatter', 'lower case', 'typo', 'question mark'] as const;
export type Variation = (typeof VARIATIONS)[number];

/** What comes before a question. One that ends in a word or a comma goes on into it. */
export const OPENINGS = [
  'hi, sorry if this is a stupid question, but',
  'Hello!',
  'pls explain:',
  'ok so I am completely lost here,',
  'Good evening everyone.',
  'I missed the last class.',
  'hey, quick one,',
  'My professor asked me this today and I had no answer.',
  'I have read the page twice now.',
  'um',
  'Could you tell me please,',
  'I am new to all of this, so be patient with me.',
];

/** What comes after it. */
export const CLOSINGS = [
  'thanks!!',
  'pls',
  'I dont get it',
  'Thank you so much in advance.',
  'any help is appreciated',
  '(my exam is tomorrow)',
  'cheers :)',
  'It has been driving me crazy all week.',
  'sorry for my english',
  'asap please!!!',
];

/**
 * The question put in another way; the messages before it stay as they are. The same question gives the same text, whatever
 * other questions there are.
 *
 * @returns undefined where this variation leaves nothing to change: no word is long enough for a typo
 */
export function varyQuestion(
  question: EvaluationQuestion,
  variation: Variation,
): EvaluationQuestion | undefined {
  const id = `${question.id} ${variation}`;
  const random = randomFrom(createHash('sha256').update(id).digest().readUInt32LE());
  const text = varied(question.question, variation, random);
  return text === question.question ? undefined : { ...question, id, question: text };
}

function varied(text: string, variation: Variation, random: () => number): string {
  switch (variation) {
    case 'chatter':
      return withChatter(text, random);
    case 'lower case':
      return inLowerCase(text);
    case 'typo':
      return withTypo(text, random);
    case 'question mark':
      return text.endsWith('?') ? text.slice(0, -1) : `${text.replace(/\.$/, '')}?`;
    default:
      return variation satisfies never;
  }
}

/** An opening, a closing or both. */
export function withChatter(text: string, random: () => number): string {
  const part = Math.floor(random() * 3);
  const opening = (part !== 2 && pick(OPENINGS, random)) || '';
  const closing = (part !== 1 && pick(CLOSINGS, random)) || '';
  const goesOn = /[\p{L},]$/u.test(opening);
  // A name, such as `QoS`, keeps its capital.
  const own = goesOn ? text.replace(/^(?!I\b)\p{Lu}(?=\p{Ll}*\s)/u, (letter) => letter.toLowerCase()) : text;
  return [opening, own, closing].filter(Boolean).join(' ');
}

/** Without capitals and without the signs of a sentence; those inside `/cmd_vel` and `0.4` are no such signs. */
export function inLowerCase(text: string): string {
  return text
    .toLowerCase()
    .replace(/['’‘"“”`?!,;()…]/g, '')
    .replace(/[.:](?=\s|$)/g, '')
    .replace(/\s+[-–—]\s+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A word of letters alone, not a part of a name such as `use_sim_time`. */
const LONG_WORD = /(?<![\p{L}\p{N}_./:-])\p{L}{5,}(?![\p{L}\p{N}_/:-]|\.\p{L})/gu;

/** Two letters of one content word swapped, one left out or one doubled; the first letter stays. */
export function withTypo(text: string, random: () => number): string {
  const places = [...text.matchAll(LONG_WORD)].filter(([word]) => contentWords(word).size > 0);
  const place = pick(places, random);
  if (!place) return text;
  const [word] = place;
  const misspelt = pick(misspellings(word), random) ?? word;
  return text.slice(0, place.index) + misspelt + text.slice(place.index + word.length);
}

function misspellings(word: string): string[] {
  const letters = [...word];
  const places = letters.map((_, at) => at).slice(1);
  const all = places.flatMap((at) => {
    const [before, own = '', after] = [letters.slice(0, at), letters[at], letters.slice(at + 1)];
    const [next = '', ...rest] = after;
    return [
      [...before, next, own, ...rest],
      [...before, ...after],
      [...before, own, own, ...after],
    ].map((changed) => changed.join(''));
  });
  return [...new Set(all)].filter((changed) => changed !== word);
}

function pick<Value>(values: readonly Value[], random: () => number): Value | undefined {
  return values[Math.floor(random() * values.length)];
}
