import type { ThreadItem } from '../chatkit/protocol';

/** The most of earlier messages that a model is given, in UTF-16 code units: some 15,000 tokens of English. */
const MAX_EARLIER_LENGTH = 60_000;

/** An earlier message that is longer is given with its beginning and its end, in UTF-16 code units. */
const MAX_MESSAGE_LENGTH = 12_000;

const LEFT_OUT = '\n\n[… the middle of this message is left out …]\n\n';

/**
 * Earlier items as far as a model is given them, oldest first: a message may have 100,000 characters, and ten of them fill the context
 * of any model. Long ones are shortened in the middle, and the oldest go when there are too many. The present message is never
 * shortened, and is not among these.
 */
export function withinBudget(earlier: readonly ThreadItem[]): ThreadItem[] {
  const retained: ThreadItem[] = [];
  let length = 0;
  for (const item of earlier.toReversed()) {
    const shortened = shorten(item);
    length += textLength(shortened);
    if (length > MAX_EARLIER_LENGTH) break;
    retained.push(shortened);
  }
  return retained.reverse();
}

function textLength(item: ThreadItem): number {
  if (item.type !== 'user_message' && item.type !== 'assistant_message') return 0;
  return item.content.reduce((sum, part) => sum + part.text.length, 0);
}

function shorten(item: ThreadItem): ThreadItem {
  if (textLength(item) <= MAX_MESSAGE_LENGTH) return item;
  switch (item.type) {
    case 'user_message': {
      const text = withoutMiddle(item.content.map((part) => part.text).join(''));
      return { ...item, content: [{ type: 'input_text', text }] };
    }
    case 'assistant_message': {
      // What it cites is not sent to a model.
      const text = withoutMiddle(item.content.map((part) => part.text).join('\n'));
      return { ...item, content: [{ type: 'output_text', text, annotations: [] }] };
    }
    default:
      return item;
  }
}

function withoutMiddle(text: string): string {
  const half = (MAX_MESSAGE_LENGTH - LEFT_OUT.length) / 2;
  return `${text.slice(0, Math.ceil(half))}${LEFT_OUT}${text.slice(-Math.floor(half))}`.toWellFormed();
}
