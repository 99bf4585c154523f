import { setImmediate } from 'node:timers/promises';
import { type Course, type CourseDocument, courseDocuments } from '../../search/course';
import { type LessonPart, lessonParts } from './lesson-parts';
import type { Term } from './term';
import { termsOf } from './terms-of';

/** A lesson with what its questions are made from. */
export interface LessonTerms {
  document: CourseDocument;
  parts: LessonPart[];
  /** Statements on terms of the course. */
  terms: Term[];
}

/** Names that look like names: `LoRA`, `Isaac Sim`, `tf2`. */
const NAME = /^(?:\p{Lu}[\p{L}\d-]*\s?){2,}$|\p{L}.*[\p{Lu}\d]/u;
const BOLD = /\*\*([^*]+)\*\*/g;

/** The lessons of a course in order. A statement counts if its term is one that the course defines, stresses or names. */
export async function courseTerms(course: Pick<Course, 'modules'>): Promise<LessonTerms[]> {
  const lessons: LessonTerms[] = [];
  for (const document of courseDocuments(course).filter(({ kind }) => kind === 'lesson')) {
    const parts = lessonParts(document);
    lessons.push({ document, parts, terms: termsOf(parts, document.body) });
    // Other answers are being streamed by this thread meanwhile.
    await setImmediate();
  }
  const known = new Set(lessons.flatMap(({ document, terms }) => knownNames(document, terms)));
  return lessons.map((lesson) => ({
    ...lesson,
    terms: lesson.terms.filter(
      ({ name, shape, isDefinition }) =>
        isDefinition || /^(?:code|common) /.test(shape) || known.has(name.toLowerCase()) || NAME.test(name),
    ),
  }));
}

function knownNames({ body, title }: CourseDocument, terms: Term[]): string[] {
  const defined = terms.filter(({ isDefinition }) => isDefinition).map(({ name }) => name);
  const stressed = Array.from(body.matchAll(BOLD), ([, name = '']) => name);
  const headed = terms
    .map(({ name }) => name)
    .filter((name) => headings(body, title).includes(name.toLowerCase()));
  return [...defined, ...stressed, ...headed].map((name) => name.toLowerCase());
}

function headings(body: string, title: string): string {
  const lines = body.split('\n').filter((line) => /^#{2,3}\s/.test(line));
  return [title, ...lines].join('\n').toLowerCase();
}
