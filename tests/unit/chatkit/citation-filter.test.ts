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

  test.each([
    ['an interval from nought', 'The gripper opens in [0, 1].'],
    ['a longer one', 'angle ∈ [0, 180] degrees'],
    ['a vector', 'Set the goal to [1, 2, 3] in the map frame.'],
    ['a vector after an equals sign', 'where x = [1, 3] is the goal'],
    ['a vector of one', 'with p = [2] as the only entry'],
    ['a value at the beginning of a line', 'Move it to\n[1, 2] now'],
    ['a range', 'in the range [1, 3] of metres'],
    ['a list of which one is not known', 'the joints [2, 9] move'],
    ['the same number twice', 'the pose [1, 1] is'],
    ['nought', 'the first entry is [0].'],
    ['a number that begins with nought', 'channel [01] is'],
    ['an index of an index', 'the entry matrix[0][1] is'],
  ])('%s is not a marker: it stays as it is', (_name, text) => {
    expect(run([text])).toEqual({ text, cited: [], dropped: 0 });
  });

  test.each([
    ['a list after a statement', 'Topics carry messages [1, 2].', 'Topics carry messages.', [1, 2]],
    ['a word that ends like a preposition', 'Use a plugin [1, 2].', 'Use a plugin.', [1, 2]],
    ['a lone number after a preposition', 'As shown in [1], nodes talk.', 'As shown in, nodes talk.', [1]],
    ['a list after another marker', 'See this to[1][2, 3].', 'See this to.', [1, 2, 3]],
  ])('%s is a marker', (_name, given, text, numbers) => {
    const shown = text.slice(0, /[.,]/.exec(text)?.index).length;
    const cited = numbers.map((number) => `Lesson ${number}@${shown}`);
    expect(run([given])).toEqual({ text, cited, dropped: 0 });
  });

  test('text that stays keeps the blank before a marker that goes', () => {
    expect(run(['a [1][2, 9] b'])).toEqual({ text: 'a [2, 9] b', cited: ['Lesson 1@1'], dropped: 0 });
  });

  test.each([
    'see note [1] below',
    'Robots dream [7].',
    'The corners [1, 2] and [3][4], [2](https://x.test), data[9]  [1]',
  ])('with nothing retrieved in the turn %o passes untouched', (text) => {
    expect(run([text], withSources(0))).toEqual({ text, cited: [], dropped: 0 });
  });

  test('what is retrieved before the text, and after the filter was made, can be cited', () => {
    const citations = new Citations();
    const filter = new CitationFilter(citations);
    const before = filter.push('I will look [1].');
    citations.number('p1', { type: 'url', title: 'Lesson 1', url: 'https://x.test/1' });
    const after = [...filter.push(' Nodes talk [1].'), ...filter.end()];
    expect(before).toEqual([{ kind: 'text', text: 'I will look [1].' }]);
    expect(after).toMatchObject([
      { kind: 'text', text: ' Nodes talk' },
      { kind: 'citation', index: 'I will look [1]. Nodes talk'.length },
      { kind: 'text', text: '.' },
    ]);
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

  const words = fc.constantFrom(
    ...['a', ' ', '\n', '(', '.', '🤖', '1', ',', '=', '∈', ' to ', '`', '```', '[', ']'],
    ...['[0]', '[1]', '[2, 3]', '[1, 1]', '[1, 9]', '[9]', 'x[', ', '],
  );

  test('how the text is cut into deltas changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 40 }),
        fc.array(fc.nat(60), { maxLength: 8 }),
        fc.nat(4),
        (parts, cuts, sources) => {
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
          expect(run(deltas, withSources(sources))).toEqual(run([whole], withSources(sources)));
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('nothing is taken out but markers and blanks, and nothing at all with nothing retrieved', () => {
    const bare = (text: string) => text.replace(/\[[1-9][\d, ]*\]|[ \t]/g, '');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), fc.integer({ min: 1, max: 4 }), (parts, sources) => {
        const whole = parts.join('');
        const { text, cited } = run([whole], withSources(sources));
        expect(bare(text)).toBe(bare(whole));
        const places = cited.map((one) => Number(one.split('@')[1]));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(places.every((place) => place <= [...text].length)).toBe(true);
        expect(run([whole], withSources(0))).toEqual({ text: whole, cited: [], dropped: 0 });
      }),
      { numRuns: 1_000 },
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
