import type { CourseDocument } from './course';
import { type CoursePages, courseDocuments } from './course-documents';

export interface Neighbours {
  previous?: CourseDocument;
  next?: CourseDocument;
}

/** The pages before and after the one at `path`, over the whole course; none for a path that is not in it. */
export function neighbours(course: CoursePages, path: string): Neighbours {
  const documents = courseDocuments(course).filter(
    (document) => !document.unlisted || document.path === path,
  );
  const at = documents.findIndex((document) => document.path === path);
  if (at < 0) return {};
  const previous = documents[at - 1];
  const next = documents[at + 1];
  return { ...(previous ? { previous } : {}), ...(next ? { next } : {}) };
}
