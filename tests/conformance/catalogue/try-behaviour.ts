import { chai, expect } from 'vitest';

type Expectation = () => unknown;

/** Marks what the reference does and ours does not. `reference` must fail as an assertion does, `ours` must hold. */
export type Difference = (expected: { reference: Expectation; ours: Expectation }) => void;

/**
 * Runs the test of a behaviour.
 *
 * @param isListed whether the list of known differences has it
 * @throws if an expectation does not hold, if a marked one does, and if the marks and the list do not agree
 */
export async function tryBehaviour(
  run: (tools: { differs: Difference }) => void | Promise<void>,
  { isListed }: { isListed: boolean },
): Promise<void> {
  const marked: { reference: Expectation; ours: Expectation }[] = [];
  await run({ differs: (expected) => void marked.push(expected) });
  for (const { reference, ours } of marked) {
    await mustFail(reference);
    await ours();
  }
  if (isListed) expect(marked, 'it marks no difference: take it off the list').not.toEqual([]);
  else expect(marked, 'it marks a difference that the list does not have').toEqual([]);
}

async function mustFail(expectation: Expectation): Promise<void> {
  try {
    await expectation();
  } catch (error) {
    if (error instanceof chai.AssertionError) return;
    throw error;
  }
  expect.fail('what the reference does holds here, too: take the difference off');
}
