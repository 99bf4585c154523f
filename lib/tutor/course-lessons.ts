import { posix } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type Course, type CourseDocument, courseDocuments, readCourse } from '../search/course';
import { CourseLinks } from './course-links';
import { type LessonFacts, lessonFacts, lessonQuestions } from './quiz/lesson-questions';
import type { QuizQuestion } from './quiz/question';

/** The pages of the course as the tutor's tools need them: to open, to ask about, and in their order. */
export interface CourseLessons {
  /** The course as it was read. */
  course(): Promise<Course>;
  /** The page at a path of the site, which may carry an origin, a fragment or a slash at its end. */
  page(path: string): Promise<CourseDocument | undefined>;
  /** The lesson after or before the one at a path, over the whole course. */
  beside(path: string, step: 'next' | 'previous'): Promise<CourseDocument | undefined>;
  /** The lessons below a chapter's or a module's page. */
  lessonsBelow(page: CourseDocument): Promise<CourseDocument[]>;
  /** Every quiz question of a lesson, the best first; none for an overview. */
  questions(path: string): Promise<QuizQuestion[]>;
  /** Where the links in its pages lead. */
  links(): Promise<CourseLinks>;
}

/** How many lessons before and behind one are taken apart for the terms that they define. */
const MAX_BESIDE = 12;

/** The lessons of a course directory, read at first use and kept; a changed course is seen after a restart. */
export class CourseLessonsOnDisk implements CourseLessons {
  private reading: Promise<Course> | undefined;
  private linked: CourseLinks | undefined;
  private readonly taken = new Map<string, Promise<LessonFacts>>();
  private readonly asked = new Map<string, QuizQuestion[]>();

  constructor(private readonly courseDir: string) {}

  async page(path: string): Promise<CourseDocument | undefined> {
    const wanted = sitePath(path);
    return courseDocuments(await this.course()).find((document) => document.path === wanted);
  }

  async beside(path: string, step: 'next' | 'previous'): Promise<CourseDocument | undefined> {
    const documents = courseDocuments(await this.course());
    const at = documents.findIndex((document) => document.path === sitePath(path));
    if (at < 0) return undefined;
    return step === 'next'
      ? documents.slice(at + 1).find(isLesson)
      : documents.slice(0, at).findLast(isLesson);
  }

  async lessonsBelow(page: CourseDocument): Promise<CourseDocument[]> {
    return courseDocuments(await this.course()).filter(
      (document) => isLesson(document) && document.path.startsWith(`${page.path}/`),
    );
  }

  async questions(path: string): Promise<QuizQuestion[]> {
    const known = this.asked.get(sitePath(path));
    if (known) return known;
    const page = await this.page(path);
    if (!page || !isLesson(page)) return [];
    const all: LessonFacts[] = [];
    for (const document of await this.around(page)) all.push(await this.facts(document));
    const made = lessonQuestions(await this.facts(page), all);
    this.asked.set(page.path, made);
    return made;
  }

  async links(): Promise<CourseLinks> {
    const course = await this.course();
    this.linked ??= new CourseLinks(course);
    return this.linked;
  }

  /** The lessons of a page's module, or of its directory where it has none, and of these the nearest. */
  private async around(page: CourseDocument): Promise<CourseDocument[]> {
    const all = courseDocuments(await this.course()).filter(
      (other) => isLesson(other) && placeOf(other) === placeOf(page),
    );
    const at = all.findIndex(({ path }) => path === page.path);
    return all.slice(Math.max(0, at - MAX_BESIDE), at + MAX_BESIDE + 1);
  }

  /** Taking lessons apart is work for seconds on a small machine, so each is taken apart once. */
  private facts(document: CourseDocument): Promise<LessonFacts> {
    const known = this.taken.get(document.path);
    if (known) return known;
    // Other answers are being streamed by this thread meanwhile.
    const taking = setImmediate().then(() => lessonFacts(document));
    this.taken.set(document.path, taking);
    taking.catch(() => this.taken.delete(document.path));
    return taking;
  }

  /** One reading for everybody who asks meanwhile; a failed one is forgotten. */
  course(): Promise<Course> {
    this.reading ??= readCourse(this.courseDir).catch((error: unknown) => {
      this.reading = undefined;
      throw error;
    });
    return this.reading;
  }
}

/** Whether a page teaches: a lesson, and in a course without chapters every page that is no overview. */
export function isLesson({ kind }: Pick<CourseDocument, 'kind'>): boolean {
  return kind === 'lesson' || kind === 'page';
}

function placeOf({ moduleId, sourceFile }: CourseDocument): string {
  return moduleId || posix.dirname(sourceFile);
}

/** The path of a page without what may stand around it. */
function sitePath(written: string): string {
  const base = 'https://site.invalid';
  const path = URL.canParse(written, base) ? new URL(written, base).pathname : '';
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}
