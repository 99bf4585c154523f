import fc from 'fast-check';
import { expect, it } from 'vitest';
import { documentPassages } from '@/lib/search/course-passages';
import { courseDocument } from '@/tests/support/course-document';

const word = fc.stringMatching(/^[a-z]{2,9}$/);
const sentence = fc.array(word, { minLength: 1, maxLength: 25 }).map((words) => `${words.join(' ')}.`);
const paragraph = fc.array(sentence, { minLength: 1, maxLength: 40 }).map((sentences) => sentences.join(' '));
const lines = fc.array(fc.oneof(sentence, fc.constant(''), fc.constant('## no heading')), { maxLength: 60 });

/** Pages out of every kind of block, short ones and such as are too long by themselves. */
const block = fc.oneof(
  paragraph,
  fc.tuple(fc.integer({ min: 1, max: 6 }), sentence).map(([depth, text]) => `${'#'.repeat(depth)} ${text}`),
  fc
    .array(paragraph, { minLength: 1, maxLength: 12 })
    .map((items) => items.map((item) => `- ${item}`).join('\n')),
  fc
    .tuple(fc.constantFrom('```', '~~~~'), lines)
    .map(([mark, code]) => [`${mark}python title="a.py"`, ...code, mark].join('\n')),
  fc
    .array(sentence, { minLength: 1, maxLength: 40 })
    .map((rows) =>
      ['| Row | What |', '| --- | --- |', ...rows.map((row, index) => `| ${index} | ${row} |`)].join('\n'),
    ),
  paragraph.map((text) => `:::note[Mind]\n\n${text}\n\n:::`),
  paragraph.map((text) => `> ${text}`),
  fc.constant('---'),
);
const page = fc.array(block, { maxLength: 14 }).map((blocks) => blocks.join('\n\n'));

const OPTIONS = { bookId: 'book', moduleTitle: 'ROS 2' };
const squeezed = (text: string) => text.replace(/\s+/g, ' ').trim();

it('every line of a page is in its passages or is one of their headings, and no block is torn', () => {
  fc.assert(
    fc.property(page, (body) => {
      const passages = documentPassages(courseDocument({ body }), OPTIONS);
      // A paragraph that is cut goes on in the next passage.
      const said = squeezed(passages.map(({ text }) => text).join(' '));
      const titles = new Set(passages.flatMap(({ headingPath }) => headingPath));
      const lost = body
        .split('\n')
        .filter(
          (line) => line.trim() && !said.includes(squeezed(line)) && !titles.has(line.replace(/^#+\s+/, '')),
        );

      expect(lost).toEqual([]);
      for (const { text } of passages) {
        expect(text.match(/^(?:```|~~~~)/gm)?.length ?? 0).toSatisfy((marks: number) => marks % 2 === 0);
        expect(text.match(/^:::/gm)?.length ?? 0).toSatisfy((marks: number) => marks % 2 === 0);
      }
      expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
    }),
    { numRuns: 150 },
  );
});
