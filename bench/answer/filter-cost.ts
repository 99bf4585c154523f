import { CitationFilter } from '../../lib/chatkit/agents/citation-filter';
import { Citations } from '../../lib/chatkit/agents/citations';
import { DisarmedText } from '../../lib/chatkit/links/disarmed-text';
import { VisibleTextStream } from '../../lib/text/visible-text-stream';

const SHORT = 500;
const LONG = 8_000;
const ROUNDS = 15;

/** Lines without an end, of which each word is a delta: plain, with markers, and with code that is never closed. */
const LINES: Record<string, readonly string[]> = {
  'plain words': ['nodes ', 'talk ', 'over ', 'topics, ', 'and '],
  markers: ['nodes ', 'talk ', '[1] ', '([2], ', '[3]) ', 'over '],
  'open brackets': ['a<b ', '[nodes ', '(talk ', '**over ', '$x '],
  'an open backtick': ['` ', 'nodes ', 'talk ', 'www.x.org ', '[1] '],
};

export interface FilterCost {
  line: string;
  /** CPU of a delta in microseconds, in the short line and in the long one. */
  short: number;
  long: number;
}

/** What a delta costs in all filters of an answer, by the length of the line that it stands in. */
export function measureFilterCost(): FilterCost[] {
  return Object.entries(LINES).map(([line, words]) => {
    let short = Number.POSITIVE_INFINITY;
    let long = Number.POSITIVE_INFINITY;
    // As many deltas each, in turn; the fastest round is the one that nothing else has disturbed.
    for (let round = 0; round < ROUNDS; round += 1) {
      short = Math.min(short, timePerDelta(words, SHORT, LONG / SHORT));
      long = Math.min(long, timePerDelta(words, LONG, 1));
    }
    return { line, short, long };
  });
}

function timePerDelta(words: readonly string[], length: number, lines: number): number {
  const started = performance.now();
  for (let line = 0; line < lines; line += 1) filterLine(words, length);
  return ((performance.now() - started) * 1_000) / (length * lines);
}

function filterLine(words: readonly string[], length: number): void {
  const visible = new VisibleTextStream();
  const citations = new Citations();
  for (const key of ['a', 'b', 'c'])
    citations.number(key, { type: 'url', title: key, url: 'https://x.test' });
  const filter = new CitationFilter(citations);
  const disarmed = new DisarmedText(['docs.ros.org']);
  for (let word = 0; word < length; word += 1) {
    const delta = words[word % words.length] ?? '';
    for (const piece of filter.push(visible.push(delta))) {
      if (piece.kind === 'text') disarmed.push(piece.text);
    }
  }
}
