import type { TurnEndReason } from '@/lib/chatkit/protocol';
import type { Strings } from '../i18n/strings-en';
import { type Entry, isVisible } from './entry';

/** What can be done about an answer that is not whole. */
export type WayOn = 'go-on' | 'try-again' | 'none';

export interface TurnEnd {
  text: string;
  way: WayOn;
}

type Words = (strings: Strings, hasAnswer: boolean) => TurnEnd;

const ENDS = {
  stopped: ({ endStopped }) => ({ text: endStopped, way: 'none' }),
  // Before the first word there is nothing to go on with.
  cut: ({ endCut }, hasAnswer) => ({ text: endCut, way: hasAnswer ? 'go-on' : 'try-again' }),
  filtered: ({ endFiltered, endFilteredWhole }, hasAnswer) => ({
    text: hasAnswer ? endFiltered : endFilteredWhole,
    way: 'none',
  }),
  refused: ({ endRefused }) => ({ text: endRefused, way: 'none' }),
  without_words: ({ endWithoutWords }) => ({ text: endWithoutWords, way: 'try-again' }),
  broke_off: ({ endBrokeOff }) => ({ text: endBrokeOff, way: 'try-again' }),
  gave_up: ({ endGaveUp }) => ({ text: endGaveUp, way: 'try-again' }),
} satisfies Record<TurnEndReason, Words>;

/**
 * How the turn of these entries ended, if it did not complete; null also where an error or a stop among them says it already, or
 * where the server has a word for it that is not known here.
 */
export function turnEnd(entries: Entry[], strings: Strings): TurnEnd | null {
  if (entries.some(({ kind }) => kind === 'error' || kind === 'stopped')) return null;
  const end = entries.findLast((entry) => entry.kind === 'item' && entry.item.type === 'turn_end');
  if (end?.kind !== 'item' || end.item.type !== 'turn_end' || !Object.hasOwn(ENDS, end.item.reason))
    return null;
  const hasAnswer = entries.some(
    (entry) =>
      entry.kind === 'item' && isVisible(entry.item) && !['workflow', 'task'].includes(entry.item.type),
  );
  return ENDS[end.item.reason](strings, hasAnswer);
}
