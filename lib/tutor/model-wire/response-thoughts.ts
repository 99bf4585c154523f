import { listOf, textOf } from './json-fields';
import type { Entry, ResponseEntries } from './response-entries';
import type { WireEvent } from './response-message';
import { ThoughtLine } from './thought-line';

const IN_TEXT_ID = 'rs_in_text';
/** Beyond the items of the output. */
const IN_TEXT_INDEX = 1_000;

/** The thoughts of a response that are no summaries, as summaries: those in `reasoning_text`, in whole items, and in the text. */
export class ResponseThoughts {
  private readonly line = new ThoughtLine();

  constructor(private readonly entries: ResponseEntries) {}

  /** A piece of the thoughts of a reasoning item. */
  ofEntry(entry: Entry, delta: string): WireEvent[] {
    entry.thoughts ??= new ThoughtLine();
    entry.hasThoughts = true;
    return summary(entry.id, this.entries.position(entry), entry.thoughts.push(delta));
  }

  /** A reasoning item that came whole, without a summary. */
  ofItem(entry: Entry): WireEvent[] {
    const { type, summary: given, content } = entry.item;
    if (type !== 'reasoning' || listOf(given).length > 0) return [];
    const text = listOf(content)
      .map((part) => textOf(part.text))
      .join('');
    return text === '' ? [] : [...this.ofEntry(entry, text), ...this.endOf(entry)];
  }

  endOf(entry: Entry): WireEvent[] {
    const { thoughts } = entry;
    if (!thoughts) return [];
    entry.thoughts = undefined;
    return ended(entry.id, this.entries.position(entry), thoughts);
  }

  /** Thoughts in the text are shown, and are no part of the output: no server gave them an item. */
  inText(text: string): WireEvent[] {
    const isFirst = this.line.text === '';
    const delta = this.line.push(text);
    if (delta === '') return [];
    return [...(isFirst ? [BEGUN_IN_TEXT] : []), ...summary(IN_TEXT_ID, IN_TEXT_INDEX, delta)];
  }

  endInText(): WireEvent[] {
    const isFirst = this.line.text === '';
    if (!this.line.isPending) return [];
    return [...(isFirst ? [BEGUN_IN_TEXT] : []), ...ended(IN_TEXT_ID, IN_TEXT_INDEX, this.line)];
  }

  /** The answer begins: what is still held back of thoughts belongs before it. */
  end(): WireEvent[] {
    return [...this.entries.all.flatMap((entry) => this.endOf(entry)), ...this.endInText()];
  }
}

const BEGUN_IN_TEXT: WireEvent = {
  type: 'response.output_item.added',
  output_index: IN_TEXT_INDEX,
  item: { type: 'reasoning', id: IN_TEXT_ID, summary: [] },
};

function summary(item_id: string, output_index: number, delta: string): WireEvent[] {
  if (delta === '') return [];
  return [{ type: 'response.reasoning_summary_text.delta', item_id, output_index, summary_index: 0, delta }];
}

function ended(item_id: string, output_index: number, thoughts: ThoughtLine): WireEvent[] {
  const rest = summary(item_id, output_index, thoughts.flush());
  const { text } = thoughts;
  const type = 'response.reasoning_summary_text.done';
  return text === '' ? rest : [...rest, { type, item_id, output_index, summary_index: 0, text }];
}
