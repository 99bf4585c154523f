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
  /** Every quiz question of a lesson, the best first; none for what is no lesson. */
  questions(path: string): Promise<QuizQuestion[]>;
  /** Where the links in its pages lead. */
  links(): Promise<CourseLinks>;
}

/** The lessons of a course directory, read at first use and kept; a changed course is seen after a restart. */
export class CourseLessonsOnDisk implements CourseLessons {
  private reading: Promise<Course> | undefined;
  private linked: CourseLinks | undefined;
  private readonly taken = new Map<string, Promise<LessonFacts[]>>();
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
    const isLesson = ({ kind }: CourseDocument) => kind === 'lesson';
    return step === 'next'
      ? documents.slice(at + 1).find(isLesson)
      : documents.slice(0, at).findLast(isLesson);
  }

  async lessonsBelow(page: CourseDocument): Promise<CourseDocument[]> {
    return courseDocuments(await this.course()).filter(
      ({ kind, path }) => kind === 'lesson' && path.startsWith(`${page.path}/`),
    );
  }

  async questions(path: string): Promise<QuizQuestion[]> {
    const known = this.asked.get(sitePath(path));
    if (known) return known;
    const page = await this.page(path);
    if (page?.kind !== 'lesson') return [];
    const all = await this.facts(page.moduleId);
    const lesson = all.find(({ document }) => document.path === page.path);
    if (!lesson) return [];
    const made = lessonQuestions(lesson, all);
    this.asked.set(lesson.document.path, made);
    return made;
  }

  async links(): Promise<CourseLinks> {
    const course = await this.course();
    this.linked ??= new CourseLinks(course);
    return this.linked;
  }

  /** Taking lessons apart is work for seconds on a small machine, so it is done for one module, once. */
  private facts(moduleId: string): Promise<LessonFacts[]> {
    const known = this.taken.get(moduleId);
    if (known) return known;
    const taking = this.takeApart(moduleId).catch((error: unknown) => {
      this.taken.delete(moduleId);
      throw error;
    });
    this.taken.set(moduleId, taking);
    return taking;
  }

  private async takeApart(moduleId: string): Promise<LessonFacts[]> {
    const lessons: LessonFacts[] = [];
    for (const document of courseDocuments(await this.course())) {
      if (document.kind !== 'lesson' || document.moduleId !== moduleId) continue;
      lessons.push(lessonFacts(document));
      // Other answers are being streamed by this thread meanwhile.
      await setImmediate();
    }
    return lessons;
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

/** The path of a page without what may stand around it. */
function sitePath(written: string): string {
  const base = 'https://site.invalid';
  const path = URL.canParse(written, base) ? new URL(written, base).pathname : '';
  return path.length > 1 ? path.replace(/\/+$/, '') : path;
}
