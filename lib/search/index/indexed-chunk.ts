import type { Chunk } from '../chunk/chunk';
import { splitCode } from '../chunk/split-code';
import { definedTerms } from '../text/definitions';
import { sentences } from '../text/sentences';
import { STOP_WORDS } from '../text/stop-words';
import { terms } from '../text/terms';
import { type Word, words } from '../text/words';
import { neighbours } from './neighbours';

/** A chunk with all that ranking asks about it, worked out once. */
export interface IndexedChunk {
  chunk: Chunk;
  fields: Fields;
  terms: ReadonlySet<string>;
  /** Terms of each of its sentences, cells and fences: what is said in one breath. */
  statements: ReadonlySet<string>[];
  /** Terms of its headings, which everything below them is about. */
  context: ReadonlySet<string>;
  /** Neighbouring words, stop words left out. */
  pairs: ReadonlySet<string>;
  /** Keys of words that stand close to each other. */
  neighbours: ReadonlySet<string>;
  /** Keys of what the chunk defines. */
  defines: ReadonlySet<string>;
}

/** The fields of the index: each its terms, divided by blanks. */
export interface Fields {
  lesson: string;
  section: string;
  text: string;
  code: string;
}

/** @param surfaces collects the words as they are written, with the term each is found by */
export function indexChunk(
  chunk: Chunk,
  surfaces: (word: Word, where: 'heading' | 'text') => void,
): IndexedChunk {
  const { prose, code } = splitCode(chunk.text);
  // What a page is about is said once, by its first chunk.
  const about = chunk.chunkIndex === 0 ? chunk.document.description : '';
  const heading = chunk.headingPath.slice(1).join('\n');
  const found = {
    lesson: words(chunk.document.title),
    section: words(heading),
    text: words(`${prose}\n${about}`),
    code: words(code),
  };
  for (const word of [...found.lesson, ...found.section]) surfaces(word, 'heading');
  for (const word of [...found.text, ...found.code]) surfaces(word, 'text');
  const fields = {
    lesson: flat(found.lesson),
    section: flat(found.section),
    text: flat(found.text),
    code: flat(found.code),
  };
  const said = statements(prose).flatMap(sentences);
  return {
    chunk,
    fields,
    statements: [...said, about, code].map((text) => new Set(terms(text))).filter(({ size }) => size > 0),
    context: new Set([fields.lesson, fields.section].flatMap((field) => field.split(' '))),
    terms: new Set(Object.values(fields).flatMap((field) => field.split(' '))),
    pairs: new Set(Object.values(found).flatMap(pairsOf)),
    neighbours: new Set([...said, about, chunk.document.title, ...chunk.headingPath].flatMap(neighbours)),
    defines: new Set(said.flatMap(definedTerms)),
  };
}

/** Neighbouring words, as they stand in {@link IndexedChunk.pairs}. */
export function pairsOf(list: Word[]): string[] {
  const kept = list.filter(({ surface }) => !STOP_WORDS.has(surface));
  return kept.slice(1).map((word, index) => `${kept[index]?.whole} ${word.whole}`);
}

function flat(list: Word[]): string {
  return list.flatMap(({ whole, parts, variants }) => [...new Set([whole, ...parts, ...variants])]).join(' ');
}

/** Paragraphs, list items and cells: whatever a sentence can begin. */
function statements(prose: string): string[] {
  return prose.split(/\n|\s\|\s/);
}
