import { splitCode } from '../chunk/split-code';
import type { CoursePassage } from '../passage';
import { terms } from '../text/terms';
import { type SparseVector, sparseVector } from './sparse-vector';

/** How much a term counts by where it stands. A heading says what the passage is about; code repeats itself. */
const WEIGHTS = { title: 2, headings: 2.5, text: 1, code: 0.8 } as const;
/** The constants of BM25 that its authors recommend. */
const K1 = 1.2;
const B = 0.75;
/**
 * What counts as the usual length of a passage, in terms. A constant, about that of our course, and not the average of the
 * corpus: a vector then never changes because other passages come or go.
 */
const USUAL_LENGTH = 160;

/**
 * The words of a passage as a vector: each term has the weight that BM25 gives it before rarity, which Qdrant multiplies
 * when it is asked, because only Qdrant knows all passages.
 */
export function passageVector(passage: CoursePassage): SparseVector {
  const { prose, code } = splitCode(passage.text);
  const fields = {
    title: terms(passage.lessonTitle),
    headings: terms(passage.headingPath.filter((heading) => heading !== passage.lessonTitle).join('\n')),
    text: terms([prose, ...(passage.asked ?? [])].join('\n')),
    code: terms(code),
  };
  const length = fields.text.length + fields.code.length;
  const norm = K1 * (1 - B + B * (length / USUAL_LENGTH));
  const frequencies = new Map<string, number>();
  for (const field of ['title', 'headings', 'text', 'code'] as const) {
    for (const term of fields[field]) frequencies.set(term, (frequencies.get(term) ?? 0) + WEIGHTS[field]);
  }
  return sparseVector(
    Array.from(frequencies, ([term, frequency]) => [term, (frequency * (K1 + 1)) / (frequency + norm)]),
  );
}
