import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCourse, searchedDocuments } from '@/lib/search/course';
import { coursePages } from '@/lib/search/ingest/course-pages';
import { verifyLinks } from '@/lib/search/links/verify-links';
import manifest from '@/tests/support/docusaurus/manifest.json';

/** The pages that Docusaurus built, with the ids of their headings. */
const built = new Map(Object.entries(manifest.pages));
const site = {
  page: async (path: string) => {
    const ids = built.get(path);
    return ids && { ids: new Set(ids) };
  },
};

const course = await readCourse(resolve('tests/support/docusaurus/site/docs'));
const passages = coursePages(course, 'book', undefined).flatMap((page) => page.passages());

// That no fence is cut and no section lost is shown in chunks.test.ts and nothing-lost.test.ts.
describe('original check 11: every chunk’s link resolves on the site that Docusaurus built', () => {
  it.each(['en', 'ur'])('in the locale %s', async (locale) => {
    const own = passages.filter((passage) => passage.locale === locale);

    expect(own.length).toBeGreaterThan(0);
    expect((await verifyLinks(own, site)).dead).toEqual([]);
  });

  it('READMEs and index pages included', async () => {
    const own = passages.filter(({ sourceFile }) => /(?:^|\/)(?:readme|index)\.mdx?$/i.test(sourceFile));

    expect(new Set(own.map(({ sourceFile }) => sourceFile)).size).toBeGreaterThan(3);
    expect((await verifyLinks(own, site)).dead).toEqual([]);
  });

  it('with a chunk for every page that says something', () => {
    const cut = new Set(passages.map(({ sourceFile, locale }) => `${locale} ${sourceFile}`));
    const silent = searchedDocuments(course).filter(
      ({ sourceFile, locale, body }) => body.trim() && !cut.has(`${locale} ${sourceFile}`),
    );

    expect(silent.map(({ sourceFile }) => sourceFile)).toEqual([]);
  });
});
