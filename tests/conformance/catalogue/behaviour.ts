import { expect, test } from 'vitest';
import { KNOWN_DIFFERENCES } from './known-differences';

/** A number of the catalogue of the protocol's specification, section 9: 1-86, and S1-S16 for stores. */
export type BehaviourNumber = number | `S${number}`;

/**
 * Declares the test of one behaviour of the catalogue. One that is listed as a known difference must fail: when it holds, its
 * entry is stale.
 */
export function behaviour(number: BehaviourNumber, title: string, run: () => void | Promise<void>): void {
  const reason = KNOWN_DIFFERENCES[String(number)];
  if (reason === undefined) {
    test(`#${number} ${title}`, run);
    return;
  }
  test(`#${number} ${title} (differs: ${reason})`, async () => {
    const holds = await Promise.resolve()
      .then(run)
      .then(
        () => true,
        () => false,
      );
    expect(holds, `#${number} holds: take it off the list of known differences`).toBe(false);
  });
}
