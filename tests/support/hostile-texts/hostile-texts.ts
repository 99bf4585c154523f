import { ORDERS, type Order } from './orders';

/** Where a hostile text stands, and how much of a line is read there; no number where lines and length are free. */
const ROOM = {
  'lesson text': undefined,
  'lesson title': 600,
  heading: 600,
  'page title': 200,
  'page headings': 500,
  'page description': 500,
  selection: undefined,
  'file name': 250,
  'file text': undefined,
  'profile name': 100,
  'earlier answer': undefined,
} as const;

export type Place = keyof typeof ROOM;

export interface HostileText extends Order {
  place: Place;
}

const PLACES: Place[] = [
  'lesson text',
  'page title',
  'file text',
  'lesson title',
  'earlier answer',
  'page description',
  'heading',
  'selection',
  'file name',
  'page headings',
  'profile name',
];

/** What is written so that nobody sees it is taken out before a line is measured. */
function fits({ text }: Order, place: Place): boolean {
  const room = ROOM[place];
  return room === undefined || (!text.includes('\n') && text.length <= room);
}

/** Every order at a place of its own, in turn, and every second one at another place as well. */
export const HOSTILE_TEXTS: HostileText[] = ORDERS.flatMap((order, at) => {
  const places = [...PLACES.slice(at % PLACES.length), ...PLACES.slice(0, at % PLACES.length)].filter(
    (place) => fits(order, place),
  );
  const chosen = at % 2 === 0 ? places.slice(0, 2) : places.slice(0, 1);
  return chosen.map((place) => ({ ...order, place, name: `${order.name}, in the ${place}` }));
});
