import { SearchIndex } from '@/lib/search/index/search-index';
import type { CoursePassage } from '@/lib/search/passage';
import { mean } from '../measures';
import { miniSearch, plainBm25, type Search } from './baselines';
import type { CourseQuestion } from './read-questions';

/** How well one search finds the pages that answer. */
export interface CourseFigures {
  search: string;
  /** Share of the covered questions of which a right page is among those of the first five passages. */
  recallAt5: number;
  /** One divided by the place of the first right page among the pages found, each once; the mean. */
  mrr: number;
  /** Share of the covered questions that found nothing, and of the others. */
  covered: { declined: number; count: number };
  foreign: { declined: number; count: number };
}

/** As many passages as the product ever asks for. */
const DEPTH = 20;
const FIRST = 5;

/** Ours and the baselines, each asked every question. */
export function measureCourse(passages: CoursePassage[], questions: CourseQuestion[]): CourseFigures[] {
  const index = SearchIndex.of(passages);
  const searches: [string, Search][] = [
    ['ours', (query) => index.search({ query, limit: DEPTH })],
    // The baselines decline nothing either: how well it ranks, by itself.
    ['ours, nothing declined', (query) => index.examine({ query, limit: DEPTH }).passages],
    ['MiniSearch, defaults', miniSearch(passages)],
    ['BM25, stems, stop words', plainBm25(passages)],
  ];
  return searches.map(([name, search]) => measureSearch(name, search, questions));
}

export function measureSearch(name: string, search: Search, questions: CourseQuestion[]): CourseFigures {
  const covered = questions.filter(({ rel }) => rel.length > 0);
  const foreign = questions.filter(({ rel }) => rel.length === 0);
  const found = covered.map(({ q, rel }) => placeOf(rel, search(q)));
  return {
    search: name,
    recallAt5: mean(found.map(({ passage }) => (passage < FIRST ? 1 : 0))),
    mrr: mean(found.map(({ page }) => 1 / (page + 1))),
    covered: { declined: mean(found.map(({ none }) => (none ? 1 : 0))), count: covered.length },
    foreign: {
      declined: mean(foreign.map(({ q }) => (search(q).length === 0 ? 1 : 0))),
      count: foreign.length,
    },
  };
}

/** Where the first right page stands, among the passages and among their pages; infinity if nowhere. */
function placeOf(rel: string[], passages: CoursePassage[]) {
  const files = passages.slice(0, DEPTH).map(({ sourceFile }) => sourceFile);
  return {
    none: files.length === 0,
    passage: place(files, rel),
    page: place([...new Set(files)], rel),
  };
}

function place(files: string[], rel: string[]): number {
  const at = files.findIndex((file) => rel.includes(file));
  return at < 0 ? Number.POSITIVE_INFINITY : at;
}
