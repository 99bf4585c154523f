import { createHash } from 'node:crypto';
import { stemmer } from 'stemmer';

const DIMENSIONS = 1536;

/**
 * An embedding that needs no model: stems of words, and the character trigrams within them, each fall on one of 1536
 * dimensions with a sign, both by their hash; the sum is brought to length 1. The same text has the same vector everywhere.
 *
 * Two texts are near as far as they share word stems and pieces of words. So these vectors can show that vectors arrive where
 * they should, that a search by them ranks and filters, that it forgives misspellings and other word forms, and that fusion
 * brings up what one way alone misses. They cannot show that a model understands a paraphrase in other words: `lorry` and
 * `truck` are no nearer to each other than any two words. A figure measured with them says nothing of a model's.
 */
export function featureVector(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    add(vector, `stem:${stemmer(word)}`, 1);
    const framed = ` ${word} `;
    for (let at = 0; at + 3 <= framed.length; at += 1) add(vector, framed.slice(at, at + 3), 0.35);
  }
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}

function add(vector: number[], feature: string, weight: number): void {
  const hash = createHash('sha256').update(feature).digest();
  const place = hash.readUInt32BE(0) % DIMENSIONS;
  vector[place] = (vector[place] ?? 0) + (hash.readUInt8(4) % 2 === 0 ? weight : -weight);
}
