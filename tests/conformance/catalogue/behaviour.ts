import { test } from 'vitest';
import { KNOWN_DIFFERENCES } from './known-differences';
import { type Difference, tryBehaviour } from './try-behaviour';

/** A number of the catalogue of the protocol's specification, section 9: 1-86, and S1-S16 for stores. */
export type BehaviourNumber = number | `S${number}`;

/**
 * Declares the test of one behaviour of the catalogue: everything that its sentence says, asserted. Where ours is a known
 * difference, the test marks the one expectation that differs with `differs`, says what holds instead, and asserts the rest.
 */
export function behaviour(
  number: BehaviourNumber,
  title: string,
  run: (tools: { differs: Difference }) => void | Promise<void>,
): void {
  const reason = KNOWN_DIFFERENCES[String(number)];
  test(`#${number} ${title}${reason === undefined ? '' : ` (differs: ${reason})`}`, () =>
    tryBehaviour(run, { isListed: reason !== undefined }));
}
