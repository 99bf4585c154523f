import { offsetIn, roomOf } from './scroll-box';

/** Distance of a message just sent from the top, in px. */
const MARGIN = 16;
/** How much of what was acted on stays in view above the answer: a part of the view, and at most this many px. */
const LEAD = { part: 1 / 4, most: 120 };

/** Where a turn begins: with the newest message, or behind so many children of the block that came before it. */
export type TurnStart = { kind: 'message' } | { kind: 'behind'; block: Element; children: number };

const isContent = (element: Element): boolean => element.matches('.message,.answer');

const blocksOf = (box: HTMLElement): Element[] =>
  [...box.querySelectorAll('.column > *')].filter((element) => isContent(element));

const entriesOf = (block: Element): Element[] =>
  [...block.children].filter((child) => !child.matches('.actions'));

/** The place at the end of what is written now, for the answer that will come there. */
export function startHere(box: HTMLElement): TurnStart {
  const block = blocksOf(box).at(-1);
  if (!block || block.matches('.message')) return { kind: 'message' };
  return { kind: 'behind', block, children: entriesOf(block).length };
}

function elementAt(box: HTMLElement, start: TurnStart): Element | null | undefined {
  // A block that is gone (the thread was read again) is no place any more.
  if (start.kind === 'message' || !start.block.isConnected) {
    return blocksOf(box).findLast((block) => block.matches('.message'));
  }
  return entriesOf(start.block)[start.children] ?? start.block.nextElementSibling;
}

/** Where the view stands so that the turn begins near its top, in px; `come`: something of the answer is there. */
export function placeOf(box: HTMLElement, start: TurnStart): { top: number; come: boolean } | null {
  const element = elementAt(box, start);
  if (!element) return null;
  const lead = start.kind === 'message' ? MARGIN : Math.min(box.clientHeight * LEAD.part, LEAD.most);
  return { top: offsetIn(box, element) - lead, come: !element.matches('.waiting,.room') };
}

/** Room below the end, so that the turn can begin near the top while its answer grows into the space. */
export function makeRoom(box: HTMLElement, start: TurnStart): void {
  const room = box.querySelector<HTMLElement>('.room');
  const place = placeOf(box, start);
  if (!room || !place) return;
  const before = roomOf(box);
  const height = Math.max(0, place.top + box.clientHeight - (box.scrollHeight - before));
  if (Math.abs(height - before) >= 1) room.style.height = `${height}px`;
}
