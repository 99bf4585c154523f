import type { AssistantMessageItem } from '../chatkit/protocol';
import { marker } from './turn-passages';

type Part = AssistantMessageItem['content'][number];

/**
 * An earlier answer as its model wrote it, its citations as markers again: a model that reads only answers without markers learns to write
 * none. They are numbered anew from 1; what they stood for is told nowhere, and the rules say that they name nothing now.
 *
 * @returns the text of each part that has any
 */
export function citedTexts({ content }: Pick<AssistantMessageItem, 'content'>): string[] {
  const numbers = new Map<string, number>();
  const numberOf = ({ source }: Part['annotations'][number]) => {
    const key = JSON.stringify(source);
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return number;
  };
  return content.filter(({ text }) => text !== '').map((part) => withMarkers(part, numberOf));
}

function withMarkers(
  { text, annotations }: Part,
  numberOf: (one: Part['annotations'][number]) => number,
): string {
  // Places are counted in code points.
  const characters = [...text];
  const cited = annotations
    .map((annotation) => ({ at: annotation.index ?? characters.length, number: numberOf(annotation) }))
    .sort((one, other) => one.at - other.at);
  let out = '';
  let done = 0;
  for (const { at, number } of cited) {
    out += characters.slice(done, at).join('');
    out += `${/\S$/u.test(out) && !out.endsWith(']]') ? ' ' : ''}${marker(number)}`;
    done = Math.max(done, at);
  }
  return out + characters.slice(done).join('');
}
