import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCourse } from '@/lib/search/course';
import { parseFrontMatter } from '@/lib/search/course/parse-front-matter';
import { coursePages } from '@/lib/search/ingest/course-pages';
import { tinyCourse } from './tiny-course';

test('a title that YAML escapes break is mended', () => {
  const { frontMatter } = parseFrontMatter('---\ntitle: "Broken \\ud83d title"\n---\nText.\n');
  expect(frontMatter.title).toBe('Broken \ufffd title');
});

test('whatever YAML escapes say, all that is stored of a page can be written as UTF-8', async () => {
  const text = fc.string({
    unit: fc.constantFrom('a', ' ', '\\ud83d', '\\ude00', '\\u0000', '🤖'),
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(text, async (escaped) => {
      const course = await tinyCourse({
        'robots.md': `---\ntitle: "R ${escaped}"\ndescription: "D ${escaped}"\n---\n## Wheels\n\nA robot rolls.\n`,
        'robots.asked.yaml': `wheels:\n  - "how ${escaped}"\n`,
      });
      try {
        const pages = coursePages(await readCourse(course.dir, { bookId: 'book' }), 'book', undefined);
        const passages = pages.flatMap((page) => page.passages());
        expect(passages.length).toBeGreaterThan(0);
        expect(strings(passages).filter((stored) => !stored.isWellFormed())).toEqual([]);
      } finally {
        await course.remove();
      }
    }),
    { numRuns: 30 },
  );
});

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}
