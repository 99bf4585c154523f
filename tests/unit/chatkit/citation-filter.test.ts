import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CitationFilter } from '@/lib/chatkit/agents/citation-filter';
import { Citations } from '@/lib/chatkit/agents/citations';

function withSources(count: number): Citations {
  const citations = new Citations();
  for (let number = 1; number <= count; number += 1) {
    citations.number(`p${number}`, {
      type: 'url',
      title: `Lesson ${number}`,
      url: `https://x.test/${number}`,
    });
  }
  return citations;
}

/** The text that remains, and the citations as `title@index`, after feeding the deltas. */
function run(deltas: string[], citations = withSources(3)) {
  const filter = new CitationFilter(citations);
  const pieces = [...deltas.flatMap((delta) => filter.push(delta)), ...filter.end()];
  return {
    text: pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join(''),
    cited: pieces.flatMap((piece) =>
      piece.kind === 'citation' ? [`${piece.source.title}@${piece.index}`] : [],
    ),
    dropped: citations.droppedMarkers,
  };
}

describe('citation markers', () => {
  test.each([
    ['after a word', 'Nodes talk [1].', 'Nodes talk.', ['Lesson 1@10']],
    ['glued to a word', 'Nodes talk[1].', 'Nodes talk.', ['Lesson 1@10']],
    ['after the full stop', 'Nodes talk. [2] Topics', 'Nodes talk. Topics', ['Lesson 2@11']],
    ['several at one place', 'a [1][2] b', 'a b', ['Lesson 1@1', 'Lesson 2@1']],
    ['several apart', 'a [1] [3]', 'a', ['Lesson 1@1', 'Lesson 3@1']],
    ['a list in one', 'a [1, 3].', 'a.', ['Lesson 1@1', 'Lesson 3@1']],
    ['at the very end', 'done [1]', 'done', ['Lesson 1@4']],
    ['before a word', 'a [1]b', 'a b', ['Lesson 1@1']],
    ['indexes count code points', '🤖🦾 move [1]', '🤖🦾 move', ['Lesson 1@7']],
  ])('%s', (_name, given, text, cited) => {
    expect(run([given])).toMatchObject({ text, cited });
  });

  test.each([
    ['a link whose text is a number', '[1](https://x.test)'],
    ['inline code', 'use `list[1]` here'],
    ['a fenced block', '```python\nx = data[1]\n```\n'],
    ['a fence of tildes', '~~~\n[1]\n~~~\n'],
    ['indexing outside code', 'the entry data[9] is'],
    ['brackets with words', '[see above] and [x]'],
    ['a task list', '- [ ] open\n- [x] done'],
    ['an open bracket at the end', 'what ['],
    ['half a marker at the end', 'what [1'],
  ])('%s stays as it is', (_name, text) => {
    expect(run([text])).toEqual({ text, cited: [], dropped: 0 });
  });

  test('a marker after code is a citation again', () => {
    expect(run(['`a[1]` is [1]; ```x [2]``` [2]']).cited).toEqual(['Lesson 1@9', 'Lesson 2@22']);
  });

  test('a marker that names nothing retrieved is dropped and counted', () => {
    expect(run(['Robots dream [7].'])).toEqual({ text: 'Robots dream.', cited: [], dropped: 1 });
  });

  test('an unpaired backtick does no harm beyond its paragraph', () => {
    expect(run(['a ` b\n\nc [1]']).cited).toHaveLength(1);
  });

  test('how the text is cut into deltas changes nothing', () => {
    const words = fc.constantFrom(
      'a',
      ' ',
      '[1]',
      '[2, 3]',
      '[',
      ']',
      '[9]',
      '`',
      '```',
      '\n',
      '(',
      '.',
      '🤖',
      '1',
      ',',
    );
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 40 }),
        fc.array(fc.nat(60), { maxLength: 8 }),
        (parts, cuts) => {
          const whole = parts.join('');
          const places = [
            0,
            ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b),
            whole.length,
          ];
          // Deltas are cut between code points, as JSON strings of a model are.
          const deltas = places
            .slice(1)
            .map((end, index) => whole.slice(places[index], end))
            .filter((delta) => delta.isWellFormed());
          fc.pre(deltas.join('') === whole);
          expect(run(deltas)).toEqual(run([whole]));
        },
      ),
    );
  });

  test('a place in the text that was written is one in the text that is shown', () => {
    const filter = new CitationFilter(withSources(3));
    filter.push('Nodes talk [1] over [2, 3]topics.');
    filter.end();
    const shown = 'Nodes talk over topics.';
    expect(filter.shownIndex('Nodes'.length)).toBe(5);
    expect(filter.shownIndex('Nodes talk [1'.length)).toBe('Nodes talk'.length);
    expect(filter.shownIndex('Nodes talk [1] over'.length)).toBe('Nodes talk over'.length);
    expect(filter.shownIndex('Nodes talk [1] over [2, 3]topics.'.length)).toBe(shown.length);
  });

  test('places keep their order, and the end stays the end', () => {
    const words = fc.constantFrom('a', ' ', '[1]', '[2, 3]', '[9]', '`', '🤖', '(');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 20 }), (parts) => {
        const written = parts.join('');
        const filter = new CitationFilter(withSources(3));
        const pieces = [...filter.push(written), ...filter.end()];
        const shown = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
        const places = [...written, ''].map((_, at) => filter.shownIndex(at));
        expect(places.at(-1)).toBe([...shown].length);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
    );
  });
});
