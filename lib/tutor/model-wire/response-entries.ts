import { type Fields, firstText, textOf } from './json-fields';
import { ResponseMessage } from './response-message';
import type { ThoughtLine } from './thought-line';
import type { WireCall } from './wire-call';

/** An item of the output of a response. */
export interface Entry {
  /** The position in the output that the server gave; undefined where it gives none. */
  index: unknown;
  /** Ours, which names this item alone. */
  id: string;
  /** The server's, if it gives one. */
  given: string | undefined;
  item: Fields;
  isDone: boolean;
  /** The client knows that it has begun. */
  isShown: boolean;
  message?: ResponseMessage;
  /** Thoughts that come in another form than that of a summary, until they have ended. */
  thoughts?: ThoughtLine | undefined;
  hasThoughts?: boolean;
}

const PREFIXES: ReadonlyMap<string, string> = new Map(
  Object.entries({ message: 'msg', function_call: 'fc', reasoning: 'rs' }),
);

/** The items of a response, in the order in which they came, and which of them an event is about. */
export class ResponseEntries {
  readonly all: Entry[] = [];

  constructor(private readonly call: WireCall) {}

  position(entry: Entry): number {
    return this.all.indexOf(entry);
  }

  /** A new item, under the id that the server gave it if no other has that. */
  add(index: unknown, item: Fields): Entry {
    const given = firstText(item.id);
    const isNew = given !== undefined && !this.all.some(({ id }) => id === given);
    const id = isNew ? given : `${PREFIXES.get(textOf(item.type)) ?? 'item'}_wire${this.all.length + 1}`;
    const entry: Entry = { index, id, given, item, isDone: false, isShown: false };
    if (item.type === 'message') entry.message = new ResponseMessage(this.call, item, id);
    this.all.push(entry);
    return entry;
  }

  /** By its id, else by its position while it is open: some servers give an item another id in each event. */
  find({ item_id, output_index }: Fields): Entry | undefined {
    const named = this.all.filter(({ given }) => given !== undefined && given === item_id);
    const byId = named.findLast(({ isDone }) => !isDone) ?? named.at(-1);
    if (byId || output_index === undefined || output_index === null) return byId;
    return this.all.findLast(
      ({ index, isDone, message }) => index === output_index && !isDone && !message?.isDone,
    );
  }

  /** A message that an event is about has begun. */
  hasMessage(event: Fields): boolean {
    return (
      this.find(event)?.message !== undefined || this.all.some(({ message }) => message && !message.isDone)
    );
  }

  /** The message that an event is about: without a position the one that is open; a new one if there is none. */
  message(event: Fields): Entry & { message: ResponseMessage } {
    const { item_id, output_index } = event;
    const found = this.find(event);
    const hasPosition = output_index !== undefined && output_index !== null;
    const open = hasPosition ? undefined : this.all.findLast(({ message }) => message && !message.isDone);
    const entry = (found?.message ? found : open) ?? this.add(output_index, { type: 'message', id: item_id });
    entry.message ??= new ResponseMessage(this.call, entry.item, entry.id);
    return Object.assign(entry, { message: entry.message });
  }

  /** The entry of an item that is done; some servers never say that one begins. */
  ending(event: Fields, item: Fields): Entry {
    const isSame = (entry: Entry) => !entry.isDone && entry.item.type === item.type;
    const found = this.find({ ...event, item_id: item.id });
    if (found && (isSame(found) || found.given === item.id)) return found;
    return this.all.findLast(isSame) ?? this.add(event.output_index, item);
  }

  /** @param matched entries of other items of the same output */
  known(item: Fields, matched: ReadonlySet<Entry>): Entry | undefined {
    const same = this.all.filter((entry) => !matched.has(entry) && entry.item.type === item.type);
    return same.find(({ given }) => given !== undefined && given === item.id) ?? same[0];
  }
}
