import { OfficialTexts } from '../links/official-texts';
import type { Page, Thread, ThreadItem, ThreadStreamEvent } from '../protocol';
import { isOfficial } from '../protocol/items';
import type { JsonAnswer } from './json-answer';
import { OFFICIAL_ENDS } from './official-end';

/** Events of this kind, the most frequent by far, hold nothing of ours. `Wire` writes the type first. */
const UPDATE = '{"type":"thread.item.updated"';

/**
 * What goes out, as the official protocol has it: nothing of ours in it. For clients that do not declare our extensions
 * (`isDeclared`). Inside, and in the log of a run, everything has our form, since a run may be read by clients of both kinds;
 * this is the last step before the bytes. One for each answer or connection.
 */
export class OfficialForm {
  /** The stream has told of a failure. */
  private hasFailed = false;
  private readonly texts: OfficialTexts | undefined;

  /** @param allowedLinks what texts of the model may link: all else is disarmed; undefined: everything */
  constructor(allowedLinks?: readonly string[]) {
    this.texts = allowedLinks && new OfficialTexts(allowedLinks);
  }

  /** @param json an event as it was logged @returns what of it is sent, as JSON */
  frames(json: string): string[] {
    if (!this.texts && json.startsWith(UPDATE)) return [json];
    const logged: ThreadStreamEvent = JSON.parse(json);
    if (this.texts && logged.type === 'thread.item.updated') {
      return this.texts.updates(logged).map((event) => JSON.stringify(event));
    }
    const event = this.event(logged);
    if (!event) return [];
    return [event === logged ? json : JSON.stringify(event)];
  }

  /** Whether a text is held back that may turn out to be a link. */
  get isHolding(): boolean {
    return this.texts?.isHolding ?? false;
  }

  /** What was held back, as JSON, because nothing more has come for a while. */
  release(): string[] {
    return (this.texts?.release() ?? []).map((event) => JSON.stringify(event));
  }

  /** Undefined for what has no official form. An event that stays as it is comes back itself. */
  event(event: ThreadStreamEvent): ThreadStreamEvent | undefined {
    switch (event.type) {
      case 'error':
        this.hasFailed = true;
        return event;
      case 'thread.created':
      case 'thread.updated': {
        const thread = this.thread(event.thread);
        return thread === event.thread ? event : { ...event, thread };
      }
      case 'thread.item.added':
      case 'thread.item.done':
      case 'thread.item.replaced': {
        if (event.item.type === 'turn_end') {
          return this.hasFailed ? undefined : OFFICIAL_ENDS[event.item.reason];
        }
        const item = this.item(event.item);
        if (item === event.item) return event;
        return item && { ...event, item };
      }
      default:
        return event;
    }
  }

  answer(answer: JsonAnswer): unknown {
    switch (answer.shape) {
      case 'thread':
        return this.thread(answer.body);
      case 'threads':
        return { ...answer.body, data: answer.body.data.map((thread) => this.thread(thread)) };
      case 'items':
        return this.items(answer.body);
      case 'updated_item': {
        const { updated_item } = answer.body;
        const item = updated_item && this.item(updated_item);
        return item ? { updated_item: item } : {};
      }
      case 'plain':
        return answer.body;
      default:
        return answer satisfies never;
    }
  }

  private thread({ allowed_links, ...thread }: Thread): Thread {
    return { ...thread, items: this.items(thread.items) };
  }

  private items(page: Page<ThreadItem>): Page<ThreadItem> {
    return { ...page, data: page.data.flatMap((item) => this.item(item) ?? []) };
  }

  /** Undefined for a kind of item that only we have. */
  private item(item: ThreadItem): ThreadItem | undefined {
    if (!isOfficial(item)) return undefined;
    return this.texts ? this.texts.item(item) : item;
  }
}
