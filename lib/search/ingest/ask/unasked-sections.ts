import { dirname, resolve } from 'node:path';
import { type Course, type CourseDocument, headings, searchedDocuments } from '../../course';
import { INTRO } from '../../course/read-asked';
import { writtenWords } from '../../text/written-words';

/** A section of a page for which no line says how students ask for it. */
export interface UnaskedSection {
  /** Its key in the file of lines: the anchor of its heading, or {@link INTRO}. */
  key: string;
  /** Its Markdown, heading and all. */
  text: string;
}

/** A page with such sections. */
export interface UnaskedPage {
  title: string;
  sourceFile: string;
  /** Absolute path of its file of lines, which may not be there yet. */
  file: string;
  sections: UnaskedSection[];
}

/** Less says nothing that anybody could ask for. */
const MIN_WORDS = 12;

/** The pages of a course with sections that have no lines yet, in its order. */
export function unaskedPages(course: Course, courseDir: string): UnaskedPage[] {
  return searchedDocuments(course).flatMap((document) => {
    const sections = unaskedSections(document);
    if (sections.length === 0) return [];
    const own = resolve(courseDir);
    // Translations lie in the site that holds the course.
    const root = course.translations.includes(document) ? dirname(own) : own;
    const { title, sourceFile } = document;
    const file = resolve(root, sourceFile).replace(/\.mdx?$/i, '.asked.yaml');
    return [{ title, sourceFile, file, sections }];
  });
}

function unaskedSections({ body, asked = {} }: CourseDocument): UnaskedSection[] {
  const lines = body.split('\n');
  const starts = headings(body).filter(({ depth, anchor }) => depth > 1 && anchor !== '');
  const sections = [{ anchor: INTRO, line: 1 }, ...starts].map(({ anchor, line }, at) => ({
    key: anchor,
    text: lines
      .slice(line - 1, (starts[at]?.line ?? lines.length + 1) - 1)
      .join('\n')
      .trim(),
  }));
  const seen = new Set<string>();
  return sections.filter(({ key, text }) => {
    const isNew = !seen.has(key) && !asked[key]?.length;
    seen.add(key);
    return isNew && writtenWords(text).length >= MIN_WORDS;
  });
}
