import MiniSearch from 'minisearch';
import { stemmer } from 'stemmer';
import type { CoursePassage } from '@/lib/search/passage';

/** Finds passages for a question, the best first. */
export type Search = (question: string) => CoursePassage[];

/** MiniSearch as it comes: its tokeniser, its weights, no fields that count more than others. */
export function miniSearch(passages: CoursePassage[]): Search {
  const index = new MiniSearch<{ id: number; title: string; headings: string; text: string }>({
    fields: ['title', 'headings', 'text'],
  });
  index.addAll(
    passages.map(({ lessonTitle, headingPath, text }, id) => ({
      id,
      title: lessonTitle,
      headings: headingPath.slice(1).join(' '),
      text,
    })),
  );
  return (question) => index.search(question).flatMap(({ id }) => passages[Number(id)] ?? []);
}

/** The English stop words of Lucene. */
const STOP_WORDS = new Set(
  'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with'.split(
    ' ',
  ),
);

/** BM25 as in the books (k1 1.2, b 0.75) over one text of title, headings and text, with Porter's stems and without stop words. */
export function plainBm25(passages: CoursePassage[]): Search {
  const postings = new Map<string, Map<number, number>>();
  const lengths = passages.map(({ lessonTitle, headingPath, text }, at) => {
    const all = stems([lessonTitle, ...headingPath.slice(1), text].join(' '));
    for (const stem of all) {
      const counts = postings.get(stem) ?? new Map<number, number>();
      postings.set(stem, counts.set(at, (counts.get(at) ?? 0) + 1));
    }
    return all.length;
  });
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return (question) => {
    const scores = new Map<number, number>();
    for (const stem of stems(question)) {
      const counts = postings.get(stem);
      if (!counts) continue;
      const idf = Math.log(1 + (passages.length - counts.size + 0.5) / (counts.size + 0.5));
      for (const [at, count] of counts) {
        const often = (count * 2.2) / (count + 1.2 * (0.25 + (0.75 * (lengths[at] ?? 0)) / mean));
        scores.set(at, (scores.get(at) ?? 0) + idf * often);
      }
    }
    return [...scores]
      .sort(([, one], [, other]) => other - one)
      .slice(0, 200)
      .flatMap(([at]) => passages[at] ?? []);
  };
}

function stems(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !STOP_WORDS.has(word)).map(stemmer);
}
