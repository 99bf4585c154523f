import type { QuotableSentence } from './best-sentences';
import type { DraftSentence } from './draft';
import type { SeenPassage } from './seen-request';

/** A way in which models write citations. */
export interface MarkerForm {
  name: string;
  /** @param quoted sentences from passages, at least one @param seen every passage that stands in the request */
  sentences(quoted: QuotableSentence[], seen: SeenPassage[]): DraftSentence[];
}

/** Of nothing that a passage of the course says. */
const BESIDE_THE_POINT = 'Honest beginners usually celebrate such evenings with pizza and loud music.';

/** Every form, right or wrong. What the marker of a right one should cite is where its sentence was taken from. */
export const MARKER_FORMS: MarkerForm[] = [
  marked('brackets', (number) => `[${number}]`),
  marked('lenticular brackets', (number) => `【${number}】`),
  marked('with a word', (number) => `[Source ${number}]`),
  marked('parentheses', (number) => `(${number})`),
  marked('with a file', (number) => `【${number}†source】`),
  {
    name: 'several at once',
    sentences: (quoted, seen) =>
      quoted.map((each, at) => {
        const other = seen.find(({ number }) => number !== each.seen.number);
        const numbers =
          other && at === 0 ? [each.seen.number, other.number].sort((a, b) => a - b) : [each.seen.number];
        return { ...taken(each), marker: `[${numbers.join(', ')}]` };
      }),
  },
  {
    name: 'invented',
    sentences: (quoted, seen) => {
      const free = Math.max(7, ...seen.map(({ number }) => number + 3));
      return quoted.map((each, at) => ({ ...taken(each), marker: at === 0 ? `[${free}]` : `[[${free}]]` }));
    },
  },
  {
    name: 'in code',
    sentences: (quoted, seen) => [
      ...quoted.map(taken),
      { text: 'Try it with', marker: `\`print(ranges[${seen[0]?.number ?? 1}])\``, isCode: true },
    ],
  },
  {
    name: 'behind what no passage says',
    sentences: (quoted, seen) => [
      ...quoted.map((each) => ({ ...taken(each), marker: `[[${each.seen.number}]]` })),
      { text: BESIDE_THE_POINT, marker: `[[${seen[0]?.number ?? 1}]]` },
    ],
  },
  {
    name: 'of another passage',
    sentences: (quoted, seen) =>
      quoted.map((each) => {
        const other = seen.find(({ passage }) => passage.path !== each.seen.passage.path) ?? each.seen;
        return { ...taken(each), marker: `[[${other.number}]]` };
      }),
  },
];

function marked(name: string, marker: (number: number) => string): MarkerForm {
  return {
    name,
    sentences: (quoted) => quoted.map((each) => ({ ...taken(each), marker: marker(each.seen.number) })),
  };
}

function taken({ text, seen: { passage } }: QuotableSentence): DraftSentence {
  return { text, from: passage };
}
