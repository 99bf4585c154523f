import { describe, expect, it } from 'vitest';
import { markersOf, numberSources } from '@/element/citations/number-sources';
import { parseMarkdown } from '@/element/markdown/parse-markdown';
import { markersByBlock, placeMarkers } from '@/element/markdown/place-markers';
import { completePart } from '@/element/protocol/complete-item';

const at = (index: number | undefined, url: string) => ({
  type: 'annotation' as const,
  ...(index === undefined ? {} : { index }),
  source: { type: 'url' as const, url, title: url },
});

const part = (text: string, ...annotations: ReturnType<typeof at>[]) =>
  completePart({ type: 'output_text', text, annotations });

/** The text as it is shown, with `[n]` where the marks stand. Markup is left out. */
function shown(text: string, ...annotations: ReturnType<typeof at>[]): string {
  const parts = [part(text, ...annotations)];
  const markers = markersOf(text, annotations, numberSources(parts));
  const blocks = parseMarkdown(text);
  const lists = markersByBlock(blocks, markers);
  const draw = (value: unknown, marks: ReturnType<typeof placeMarkers>): string => {
    if (Array.isArray(value)) return value.map((entry) => draw(entry, marks)).join('');
    if (typeof value !== 'object' || value === null) return '';
    const own = marks.get(value) ?? [];
    const labels = (list: typeof own) =>
      list.map(({ citations }) => citations.map(({ number }) => `[${number}]`).join('')).join('');
    if (Reflect.get(value, 'type') === 'space') return '';
    const inner = 'tokens' in value || 'items' in value || 'rows' in value;
    if (!inner && 'raw' in value && typeof value.raw === 'string') {
      const { raw } = value;
      const inside = own.filter(({ at: place }) => place < raw.length);
      if (inside.length === 0) return raw + labels(own);
      const [first] = inside;
      return first ? raw.slice(0, first.at) + labels([first]) + raw.slice(first.at) : raw;
    }
    const below = ['header', 'rows', 'items', 'tokens']
      .map((key) => draw(Reflect.get(value, key), marks))
      .join('');
    return below + labels(own);
  };
  return blocks
    .map((block, index) =>
      block.type === 'space' ? '' : draw(block, placeMarkers(block, lists[index] ?? [])),
    )
    .filter((text) => text !== '')
    .join('|');
}

/** Offset behind the first occurrence of `needle`, counted in code points as the server does. */
const behind = (text: string, needle: string): number =>
  [...text.slice(0, text.indexOf(needle) + needle.length)].length;

describe('markersOf', () => {
  it('counts code points, so an emoji before the mark counts once', () => {
    const text = 'Hi 🤖👩‍🚀 robot. More.';
    const index = behind(text, 'robot.');
    const [marker] = markersOf(text, [at(index, 'a')], numberSources([part(text, at(index, 'a'))]));
    expect(text.slice(0, marker?.offset)).toBe('Hi 🤖👩‍🚀 robot.');
  });

  it('groups marks at one place, gives one source one number, and leaves out what has no place', () => {
    const notes = [at(3, 'b'), at(1, 'a'), at(3, 'a'), at(undefined, 'c')];
    const numbers = numberSources([part('abcdef', ...notes)]);
    expect([...numbers.values()].map(({ number, source }) => [number, source.title])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    const markers = markersOf('abcdef', notes, numbers);
    expect(markers.map(({ offset, citations }) => [offset, citations.map(({ number }) => number)])).toEqual([
      [1, [1]],
      [3, [2, 1]],
    ]);
  });

  it('waits for text that has not arrived', () => {
    const notes = [at(2, 'a'), at(50, 'b')];
    expect(markersOf('abcd', notes, numberSources([part('abcd', ...notes)]))).toHaveLength(1);
  });
});

describe('placeMarkers', () => {
  it.each([
    ['a plain sentence', 'One. Two.', 'One.', 'One.[1] Two.'],
    ['behind bold text', 'A **node**. B', '**node**', 'A node[1]. B'],
    ['inside bold text', 'A **node. And more** B', 'node.', 'A node.[1] And more B'],
    ['inside code: behind it', 'Run `ros2 run` now', '`ros2', 'Run `ros2 run`[1] now'],
    ['the end of a paragraph', 'One.\n\nTwo.', 'One.', 'One.[1]|Two.'],
    ['a nested list item', '- a\n  - inner item.\n- b', 'inner item.', 'ainner item.[1]b'],
    ['a list item over two lines', '1. first\n   second.\n2. b', 'second.', 'first\nsecond.[1]b'],
    ['a quote', '> wise\n> words.\n\nEnd', 'words.', 'wise\nwords.[1]|End'],
    ['a heading', '## Title here\n\nText', 'Title', 'Title[1] here|Text'],
    ['a table cell', '| a | b |\n| - | - |\n| c | d e |', 'c', 'abc[1]d e'],
    ['a formula: behind it', 'By $a+b$ more', '$a', 'By $a+b$[1] more'],
    ['a formula on its own lines', '$$\na\n$$\n\nText', '$$\na', '$$\na\n$$\n\n[1]|Text'],
    ['behind a formula', 'By \\(a\\). And', '\\).', 'By \\(a\\).[1] And'],
    ['inside small print', 'H<sub>2 is</sub> b', '<sub>2', 'H2[1] is b'],
    ['a key', 'Press <kbd>A</kbd>. Go', '<kbd>A</kbd>.', 'Press A.[1] Go'],
    [
      'a fold',
      '<details>\n<summary>S</summary>\n\nOne. Two.\n\n</details>\n\nEnd',
      'One.',
      'One.[1] Two.|End',
    ],
    ['a list in a fold', '<details><summary>S</summary>\n\n- a\n- b c\n\n</details>', 'b', 'ab[1] c'],
    [
      'the summary of a fold: behind it',
      '<details><summary>S T</summary>\n\nOne.\n</details>',
      'S',
      'One.[1]',
    ],
    ['beside CJK', '**노드(node)**는. 끝', '는.', '노드(node)는.[1] 끝'],
    ['the last table cell', '| a | b |\n| - | - |\n| c | d e |', 'd e', 'abcd e[1]'],
  ])('%s', (_name, text, needle, expected) => {
    expect(shown(text, at(behind(text, needle), 'a'))).toBe(expected);
  });
});
