import type { TurnPassages } from './turn-passages';

/** A marker alone, however it is written. */
const MARKER = /^\D{0,12}(\d{1,3})\D{0,2}$/;

/** The path of a page that a model names: by a path, or by the marker of a passage, as in `[[2]]`. */
export function pathOf(named: string, passages: TurnPassages): string {
  const number = named.includes('/') ? undefined : MARKER.exec(named.trim())?.[1];
  return (number !== undefined && passages.passage(Number(number))?.path) || named;
}
