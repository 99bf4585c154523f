import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CitationFilter } from '@/lib/chatkit/agents/citation-filter';
import { Citations } from '@/lib/chatkit/agents/citations';
import type { Annotation } from '@/lib/chatkit/protocol';
import { citedTexts } from '@/lib/tutor/cited-text';

/** What is stored of an answer as a model wrote it, with five passages to cite. */
function stored(written: string) {
  const citations = new Citations();
  for (let at = 1; at <= 5; at += 1)
    citations.number(`p${at}`, { type: 'url', title: `Lesson ${at}`, url: `https://learn.test/docs/${at}` });
  const filter = new CitationFilter(citations);
  let text = '';
  const annotations: Annotation[] = [];
  for (const piece of [...filter.push(written), ...filter.end()]) {
    if (piece.kind === 'text') text += piece.text;
    else annotations.push({ type: 'annotation', source: piece.source, index: piece.index });
  }
  return { content: [{ type: 'output_text' as const, text, annotations }] };
}

test.each([
  ['Nodes talk. [[1]] Topics carry. [[2]]', 'Nodes talk. [[1]] Topics carry. [[2]]'],
  ['Nodes talk [3]. Topics too [3], and [1].', 'Nodes talk [[1]]. Topics too [[1]], and [[2]].'],
  ['Both say so. [[4]][[2]]', 'Both say so. [[1]][[2]]'],
  ['One 🤖 says so 【5】.', 'One 🤖 says so [[1]].'],
  ['نوڈ ایک عمل ہے [2]۔', 'نوڈ ایک عمل ہے [[1]]۔'],
  ['Nothing is cited.', 'Nothing is cited.'],
  ['Invented. [[9]]', 'Invented.'],
])('an answer goes back to its model as it was written: %s', (written, again) => {
  expect(citedTexts(stored(written))).toEqual([again]);
});

test('an answer without words has none, and places beyond its text are its end', () => {
  expect(citedTexts({ content: [{ type: 'output_text', text: '', annotations: [] }] })).toEqual([]);
  const source = { type: 'url' as const, title: 'Lesson', url: 'https://learn.test/docs' };
  const annotations = [{ type: 'annotation' as const, source, index: 99 }];
  expect(citedTexts({ content: [{ type: 'output_text', text: 'Short.', annotations }] })).toEqual([
    'Short. [[1]]',
  ]);
});

test('whatever was written, a model that reads it again and repeats it says and cites the same', () => {
  const word = fc.oneof(
    fc.constantFrom('node', 'Knoten', 'نوڈ', '节点', '🤖', 'talks.', 'and,'),
    fc.integer({ min: 1, max: 6 }).map((number) => `[[${number}]]`),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 20 }), (words) => {
      const first = stored(words.join(' '));
      fc.pre(first.content[0]?.text !== '');
      const [again = ''] = citedTexts(first);
      const second = stored(again);
      const [one] = first.content;
      const [other] = second.content;
      expect(other?.text).toBe(one?.text);
      expect(other?.annotations.map(({ index }) => index)).toEqual(
        one?.annotations.map(({ index }) => index),
      );
    }),
  );
});
