import { resolve } from 'node:path';
import { readCourse } from '@/lib/search/course';
import type { CourseSearch } from '@/lib/search/course-search';
import type { CourseShape } from '@/lib/search/course-shape';
import type { CoursePassage } from '@/lib/search/passage';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { GuideModel } from '@/lib/tutor/guide/guide-model';
import { RecordedSearch } from '../support/recorded-search';
import { answered, SITE, TutorInMemory } from '../support/tutor-in-memory';
import type { Baseline } from './baseline';
import { measureRanking, type RankingMeasures } from './measures';
import type { EvaluationQuestion } from './questions/question';
import { sectionsOf } from './sections';

/** What one question showed. */
export interface Outcome {
  question: EvaluationQuestion;
  /** Undefined for what the course cannot answer. */
  ranking: RankingMeasures | undefined;
  /** The search found something that it takes to fit. */
  found: boolean;
  /** The tutor's answer cites the course. */
  cited: boolean;
  citations: number;
  /** Citations of what was not retrieved in this turn. */
  invalid: number;
  /** What the baseline found for it. */
  baseline: { ranking: RankingMeasures | undefined; found: boolean };
}

/** As many passages as the measures look at. */
const DEPTH = 10;

/**
 * Asks the tutor every question, each in a conversation of its own, on its built-in guide and the given search. The ranking is
 * that of the first search of the turn that found something, since this is what an answer is made of; the guide puts a
 * follow-up together with what came before, as a model does.
 */
export async function evaluate(
  search: CourseSearch,
  course: CourseShape,
  questions: EvaluationQuestion[],
  baseline: Baseline,
): Promise<Outcome[]> {
  const recorded = new RecordedSearch(search);
  const tutor = new TutorInMemory({
    search: recorded,
    course,
    lessons: new CourseLessonsOnDisk(resolve('content')),
    model: new GuideModel({ pauseMs: 0 }),
  });
  const sections = sectionsOf(await readCourse(resolve('content')));
  const outcomes: Outcome[] = [];
  for (const question of questions) {
    const { before = [], needs } = question;
    const events = await tutor.ask([...before, question.question], { onLast: () => recorded.forget() });
    const { annotations } = answered(events);
    const links = annotations.flatMap(({ source }) => (source.type === 'url' ? [source.url] : []));
    const given = new Set(recorded.given.map(({ path }) => `${SITE}${path}`));
    // What a prepared route answers is not searched for: its ranking is that of the question itself.
    if (recorded.searches.length === 0) await recorded.search({ query: question.question, limit: DEPTH });
    const best = recorded.searches.find(({ passages }) => passages.length > 0);
    const ranked = best ? await search.search({ ...best.query, limit: DEPTH }) : [];
    const byBaseline = baseline.search(question, DEPTH);
    const measured = (passages: CoursePassage[]) =>
      needs.length ? measureRanking(passages.map(sections), needs) : undefined;
    outcomes.push({
      question,
      ranking: measured(ranked),
      found: best !== undefined,
      cited: links.length > 0,
      citations: links.length,
      invalid: links.filter((link) => !given.has(link)).length,
      baseline: { ranking: measured(byBaseline), found: byBaseline.length > 0 },
    });
  }
  if (tutor.errors.length) throw tutor.errors[0];
  return outcomes;
}
