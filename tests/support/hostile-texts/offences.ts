import type { ThreadStreamEvent } from '@/lib/chatkit/protocol';
import { VisibleTextStream } from '@/lib/text/visible-text-stream';
import { linksInMarkdown } from '../links-in-markdown';

export interface Bounds {
  /** Origin of the site, and where the course stands on it. */
  site: string;
  route: string;
  /** Addresses of what the turn has retrieved. */
  retrieved: ReadonlySet<string>;
  /** Paths of the course's pages. */
  pages: ReadonlySet<string>;
}

/** What the events of a turn hold that no student may be sent. A student's own message is the student's. */
export function offencesOf(events: readonly ThreadStreamEvent[], bounds: Bounds): string[] {
  const streamed = new Map<string, string>();
  for (const event of events) {
    if (event.type !== 'thread.item.updated') continue;
    if (event.update.type !== 'assistant_message.content_part.text_delta') continue;
    const key = `${event.item_id}:${event.update.content_index}`;
    streamed.set(key, `${streamed.get(key) ?? ''}${event.update.delta}`);
  }
  return [
    ...events.filter((event) => !isOfStudent(event)).flatMap((event) => offencesOfValue(event, bounds)),
    ...[...streamed.values()].flatMap((text) => offencesOfText(text, bounds)),
    ...events.flatMap((event) => offencesOfCall(event, bounds)),
  ];
}

/** Fields that are shown as they are, in which nothing is a link. */
const PLAIN_FIELDS = new Set(['title', 'queries', 'description', 'attribution']);

function hiddenIn(text: string): string[] {
  const stream = new VisibleTextStream();
  return stream.push(text) + stream.end() === text ? [] : [`hidden: ${JSON.stringify(text)}`];
}

/** What a text may not have in it: anything hidden, and links that leave the course. */
export function offencesOfText(text: string, { site, route }: Pick<Bounds, 'site' | 'route'>): string[] {
  const hidden = hiddenIn(text);
  const stray = linksInMarkdown(text).filter((link) => {
    // A bare mail address has no room for anything but itself.
    if (/^#[\w-]*$/.test(link) || /^mailto:[\w.+-]+@[\w.-]+$/.test(link)) return false;
    const base = `${site}${route}/page`;
    if (!URL.canParse(link, base)) return true;
    const { origin, pathname } = new URL(link, base);
    return origin !== site || !pathname.startsWith(`${route}/`);
  });
  return [...hidden, ...stray.map((link) => `link: ${link}`)];
}

function isOfStudent(event: ThreadStreamEvent): boolean {
  return 'item' in event && event.item.type === 'user_message';
}

function offencesOfValue(value: unknown, bounds: Bounds, key = ''): string[] {
  if (typeof value === 'string') {
    // A piece of a text says nothing by itself: what was streamed is read as a whole.
    if (PLAIN_FIELDS.has(key) || key === 'delta') return hiddenIn(value);
    if (key !== 'url' && key !== 'src' && key !== 'href') return offencesOfText(value, bounds);
    return bounds.retrieved.has(value) ? [] : [`address of nothing that was retrieved: ${value}`];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    offencesOfValue(inner, bounds, Array.isArray(value) ? key : name),
  );
}

function offencesOfCall(event: ThreadStreamEvent, { pages }: Bounds): string[] {
  if (event.type === 'client_effect') return [`effect: ${event.name}`];
  if (event.type !== 'thread.item.done' || event.item.type !== 'client_tool_call') return [];
  const { name, arguments: args } = event.item;
  const path = String(args.path);
  const [page = '', anchor = ''] = path.split('#');
  const isFine = name === 'open_lesson' && pages.has(page) && /^[\w%-]*$/.test(anchor);
  return isFine ? [] : [`client tool: ${name} ${JSON.stringify(args)}`];
}
