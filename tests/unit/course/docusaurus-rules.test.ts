import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Course, type CourseDocument, courseDocuments, headings, readCourse } from '@/lib/search/course';
import manifest from '@/tests/support/docusaurus/manifest.json';

const pages = new Map<string, string[]>(Object.entries(manifest.pages));
let course: Course;
let documents: CourseDocument[];

beforeAll(async () => {
  course = await readCourse(resolve('tests/support/docusaurus/site/docs'));
  documents = [...courseDocuments(course), ...course.translations];
});

describe(`pages at the addresses of Docusaurus ${manifest.version}`, () => {
  it('are those of the built site, in the course’s own language', () => {
    const routes = [...pages.keys()].filter((route) => route.startsWith('/docs'));

    expect(
      courseDocuments(course)
        .map(({ path }) => path)
        .sort(),
    ).toEqual(routes.sort());
  });

  it('are there in the other language where there is a translation, and else a second time in the site alone', () => {
    const routes = [...pages.keys()].filter((route) => route.startsWith('/ur/'));
    const untranslated = routes.filter((route) => !course.translations.some(({ path }) => path === route));
    const own = new Set(courseDocuments(course).map(({ path }) => path));

    expect(course.translations.map(({ path }) => path).filter((path) => !pages.has(path))).toEqual([]);
    expect(course.translations).toHaveLength(3);
    expect(untranslated.filter((route) => !own.has(route.slice('/ur'.length)))).toEqual([]);
  });

  it('have the anchors that the built pages have', () => {
    // Docusaurus gives a page's title no id, and a heading of nothing but signs an empty one.
    const anchors = documents.map(({ path, body }) => [
      path,
      headings(body).flatMap(({ depth, anchor }) => (depth > 1 && anchor ? [anchor] : [])),
    ]);

    expect(Object.fromEntries(anchors)).toEqual(
      Object.fromEntries(documents.map(({ path }) => [path, pages.get(path)])),
    );
  });

  it('are read without a warning', () => {
    expect(course.warnings).toEqual([]);
  });
});
