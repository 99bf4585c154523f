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
    dropped: filter.dropped,
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
    '[1]',
    'It prints [42]. Error [404]. GPIO [17].',
    'Call print([1]) and then len([5]).',
    '{ "a": [1], "b": [2] }',
    'In [2]: import numpy',
    'The value in data[9] and the pair [1, 2] and the half-open [0, 1)',
    'The corners [1, 2] and [3][4], [2](https://x.test), data[9]  [1]',
  ])('with nothing retrieved in the turn %o passes untouched', (text) => {
    expect(run([text], withSources(0))).toEqual({ text, cited: [], dropped: 0 });
  });

  test.each([
    ['It is Paris. [1]', 'It is Paris.', 1],
    ['It is Paris [1].', 'It is Paris.', 1],
    ['It is Paris [1][2].\nAnd so on.', 'It is Paris.\nAnd so on.', 2],
    ['Really? [7]', 'Really?', 1],
    ['پیرس ہے۔ [3]', 'پیرس ہے۔', 1],
    ['The list is [1].', 'The list is [1].', 0],
    ['[1] Smith, 2020.', '[1] Smith, 2020.', 0],
    ['Take x[1].', 'Take x[1].', 0],
    ['Pick option [2]. Then wait.', 'Pick option [2]. Then wait.', 0],
    ['See [1] for more.', 'See [1] for more.', 0],
    ['It gives `[1]`. ```a [2].```', 'It gives `[1]`. ```a [2].```', 0],
  ])('of a model that was told to cite, with nothing retrieved: %o', (given, text, dropped) => {
    const expected = new Citations({ areExpected: true });
    expect(run([given], expected)).toEqual({ text, cited: [], dropped });
    expect(run([given], new Citations())).toEqual({ text: given, cited: [], dropped: 0 });
  });

  test.each([
    ['A node is a process. [[1]]', 0],
    ['A node is a process.\n\n[[1]]\n\nMore.', 0],
    ['A node is a process.\n[[1]] Nodes and topics\nA node is a process.', 1],
    ['[[1]] A node is a process.', 1],
    ['Two things:\n- [[1]] one\n- **[[2]] two**\n3. [[3]] three\n> [[1]] four', 4],
    ['Two things:\n- one [[1]]\n- two [[2]]', 0],
  ])('a marker that begins a line is not judged by the line before: %o', (given, cited) => {
    const strict = new Citations({ speaksOf: () => false });
    const easy = new Citations({ speaksOf: (_, statement) => statement === '' });
    for (const citations of [strict, easy])
      for (const at of [1, 2, 3])
        citations.number(`p${at}`, { type: 'url', title: `Lesson ${at}`, url: `https://x.test/${at}` });
    expect(run([given], strict).cited).toEqual([]);
    expect(run([given], easy).cited).toHaveLength(cited);
    expect(run([...given], easy).cited).toHaveLength(cited);
  });

  test.each([
    ['Nodes talk.', ' [[1]]'],
    ['Nodes talk.', ' [1]'],
    ['Nodes talk.', '【3】 '],
  ])('a row of markers without an end is cited once: %s%s…', (text, marker) => {
    for (const count of [2, 3, 9, 13, 40, 200]) {
      const whole = run([text + marker.repeat(count)]);
      expect(whole.text.replace(/[ ,]+$/, ''), `${count}`).toBe(text);
      expect(whole.cited).toHaveLength(1);
      const letters = run([...(text + marker.repeat(count))]);
      expect(letters.text.replace(/[ ,]+$/, '')).toBe(text);
      expect(letters.cited).toEqual(whole.cited);
    }
  });

  test('what is retrieved before the text, and after the filter was made, can be cited', () => {
    const citations = new Citations();
    const filter = new CitationFilter(citations);
    const before = filter.push('Let me look [2] it up.');
    citations.number('p1', { type: 'url', title: 'Lesson 1', url: 'https://x.test/1' });
    const after = [...filter.push(' Nodes talk [1].'), ...filter.end()];
    expect(before).toEqual([{ kind: 'text', text: 'Let me look [2] it up.' }]);
    expect(after).toMatchObject([
      { kind: 'text', text: ' Nodes talk' },
      { kind: 'citation', index: 'Let me look [2] it up. Nodes talk'.length },
      { kind: 'text', text: '.' },
    ]);
  });

  test('a marker after code is a citation again', () => {
    expect(run(['`a[1]` is [1]; ```x [2]``` [2]']).cited).toEqual(['Lesson 1@9', 'Lesson 2@22']);
  });

  test('a marker that names nothing retrieved is dropped and counted', () => {
    expect(run(['Robots dream [7].'])).toEqual({ text: 'Robots dream.', cited: [], dropped: 1 });
  });

  test.each([
    ['in double brackets', 'Nodes talk [[1]].', 'Nodes talk.', ['Lesson 1@10']],
    ['in lenticular brackets', 'Nodes talk【1】.', 'Nodes talk.', ['Lesson 1@10']],
    ['with a note', 'Nodes talk【2†source】.', 'Nodes talk.', ['Lesson 2@10']],
    ['as a footnote', 'Nodes talk[^1].', 'Nodes talk.', ['Lesson 1@10']],
    ['as a range', 'Nodes talk [1-3].', 'Nodes talk.', ['Lesson 1@10', 'Lesson 2@10', 'Lesson 3@10']],
    ['with a word', 'Nodes talk [Source 1].', 'Nodes talk.', ['Lesson 1@10']],
    ['with a word for several', 'Nodes talk [Sources 1, 2].', 'Nodes talk.', ['Lesson 1@10', 'Lesson 2@10']],
    ['in bold', 'Nodes talk **[1]**.', 'Nodes talk.', ['Lesson 1@10']],
    ['in italics', 'Nodes talk _[1]_.', 'Nodes talk.', ['Lesson 1@10']],
    ['in parentheses', 'Nodes talk ([1], [2]).', 'Nodes talk.', ['Lesson 1@10', 'Lesson 2@10']],
    ['in italics with stars', 'Text *[1]*.', 'Text.', ['Lesson 1@4']],
    ['with a word between', 'Nodes talk ([1] and [2]).', 'Nodes talk.', ['Lesson 1@10', 'Lesson 2@10']],
    ['with a word each', 'Nodes talk [Source 1, Source 2].', 'Nodes talk.', ['Lesson 1@10', 'Lesson 2@10']],
    ['with blanks in it', 'Nodes talk [ 1 ].', 'Nodes talk.', ['Lesson 1@10']],
    ['behind a formula', 'So $\\sqrt[3]{8} = 2$ [1].', 'So $\\sqrt[3]{8} = 2$.', ['Lesson 1@20']],
    ['with commas between', 'Nodes talk [1], [2].', 'Nodes talk.', ['Lesson 1@10', 'Lesson 2@10']],
    ['at the end of bold text', '**Nodes talk [1]** now', '**Nodes talk** now', ['Lesson 1@12']],
    ['at the beginning of bold text', '**[1] Nodes** talk', '**Nodes** talk', ['Lesson 1@2']],
    ['at the beginning of a line', 'a\n[1] Nodes', 'a\nNodes', ['Lesson 1@2']],
    ['as an item', '- [1] Nodes', '- Nodes', ['Lesson 1@1']],
    ['in the cell of a table', '| a [1] | b [2] |', '| a | b |', ['Lesson 1@3', 'Lesson 2@7']],
    ['in a nested list', '- a\n  - b [1]\n', '- a\n  - b\n', ['Lesson 1@9']],
    ['in Japanese', 'ノードは通信します[1]。', 'ノードは通信します。', ['Lesson 1@9']],
    ['in a quotation', '> Nodes talk [1]\n', '> Nodes talk\n', ['Lesson 1@12']],
  ])('are understood %s', (_form, given, text, cited) => {
    expect(run([given])).toEqual({ text, cited, dropped: 0 });
    expect(run([...given])).toEqual({ text, cited, dropped: 0 });
  });

  test.each([
    'Set the position [1, 2, 3] rad',
    'Set the position [1, 2, 3].',
    'The pose is [1, 2, 3], as before.',
    'position: [1, 2, 3]',
    'Rotate from [1, 2] to [2, 3].',
    'It lies between the points [1, 3] and [2, 3].',
    'Take the offset [1, 3], [2, 3].',
    '位置为 [1, 2, 3],再看。',
    '位置[1, 2]は[2, 3]です。目標を[1, 3]。',
    '위치는 [1, 2, 3].',
    'a matrix [[1, 2], [2, 3]] and [[1], [2]]',
    'x[1] and joint_names[2] and jointNames[1]',
    'It prints [42]. Error [404]. GPIO [17].',
    'Call print([1]) and then len([2]).',
    '{ "a": [1], "b": [2] }',
    'In [2]: import numpy',
    'sorted([3,1,2]) gives [1, 2, 3].',
    'Output:\n\n[1, 2, 3]\n\n[1]\n',
    'data[1]. sys.argv[1] is the first, msg.ranges[2] and joints[1] too',
    'Press [1] to go on, press [2] to stop, 第[1]章',
    'The cube root is $\\sqrt[3]{8} = 2$, $x_{[1]}$, \\(a[2]\\), \\[ b[1] \\], $$c [3]$$ and 1 \\\\[2] 3',
    '`ros2 topic pub /x [1]` and\n\n    data[1]\n',
    'Wrap the yaw angle into [0, 2π) first',
    '[^1]: a note\n[1]: https://docs.ros.org',
    '- [ ] [x] [a] [1.5] [1e3] [-1]',
    'q = [1] and then joints[1] = 2 and 2 * [1]',
    '$$\n\\begin{bmatrix} 1 & 2 \\end{bmatrix}\n$$ [0.5, 1]',
    '1. A\n   - B\n     ```py\n     data [1]\n     ```',
    '> ```\n> data [1]\n> ```',
  ])('values stay: %s', (given) => {
    expect(run([given]).text).toBe(given);
    expect(run([...given]).text).toBe(given);
  });

  test.each([
    ['Nodes talk [7].', 3, 1],
    ['Nodes talk【7】.', 3, 1],
    ['Nodes talk [Source 2].', 0, 1],
    ['Nodes talk [^9].', 1, 1],
    ['Nodes talk ([8], [9]).', 2, 2],
  ])('%s with %d passages: what names nothing is dropped and counted', (given, sources, dropped) => {
    expect(run([given], withSources(sources))).toEqual({ text: 'Nodes talk.', cited: [], dropped });
  });

  test('an unpaired backtick does no harm beyond its paragraph', () => {
    expect(run(['a ` b\n\nc [1]']).cited).toHaveLength(1);
  });

  const words = fc.constantFrom(
    ...['a', ' ', '\n', '(', '.', '🤖', '1', ',', '=', '∈', ' to ', '`', '```', '[', ']'],
    ...['[0]', '[1]', '[2, 3]', ' and ', '$', '[[2]]', '*', '\\', '[1, 1]', '[1, 9]', '[9]', 'x[', ', '],
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

  test('what is shown is what was written without the markers, and every piece taken out is one', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), fc.nat(4), (parts, sources) => {
        const written = [...parts.join('')];
        const filter = new CitationFilter(withSources(sources));
        const pieces = [...filter.push(written.join('')), ...filter.end()];
        const shown = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('');
        const isOut = written.map((_, at) => filter.shownIndex(at + 1) === filter.shownIndex(at));
        expect(written.filter((_, at) => !isOut[at]).join('')).toBe(shown);
        const taken = written.map((character, at) => (isOut[at] ? character : '\n')).join('');
        for (const piece of taken.split('\n').filter(Boolean)) {
          expect(piece).toMatch(
            /^(?: *[(*]{0,4} ?\[+ ?[1-9][\d, ]*\]+(?:(?:[ ,]| and )*\[+ ?[1-9][\d, ]*\]+)*[)*]{0,4} ?)+$/,
          );
        }
        const places = pieces.flatMap((piece) => (piece.kind === 'citation' ? [piece.index] : []));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(places.every((place) => place <= [...shown].length)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  test('a place in the text that was written is one in the text that is shown', () => {
    const filter = new CitationFilter(withSources(3));
    const written = 'Nodes talk [1] over topics [2, 3].';
    filter.push(written);
    filter.end();
    expect(filter.shownIndex('Nodes'.length)).toBe(5);
    expect(filter.shownIndex('Nodes talk [1'.length)).toBe('Nodes talk'.length);
    expect(filter.shownIndex('Nodes talk [1] over'.length)).toBe('Nodes talk over'.length);
    expect(filter.shownIndex(written.length)).toBe('Nodes talk over topics.'.length);
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
