import pLimit from 'p-limit';
import type { AnsweringTutor, AskOptions } from './answering-tutor';
import { missingCharacters, shownText, writtenText } from './marked-text';
import { partsReply } from './parts-reply';
import { seededCuts } from './seeded-cuts';
import type { TutorAnswer } from './tutor-answers';

/** An answer that did not come as it should: with characters missing, or with a marker that is no part of it. */
export interface Fault {
  name: string;
  missing: number;
  expected: string;
  streamed: string;
  finished: string;
  stored: string;
}

export interface FaultOptions extends AskOptions {
  seed: number;
  /** About how many pieces a text is cut into. */
  pieces: number;
}

/** Answers a turn can carry as its parts: turns cost more than texts. */
const PARTS_A_TURN = 20;
const MAX_CONCURRENT_TURNS = 4;

/** Sends the answers through the tutor. @returns those that did not come whole */
export async function findFaults(
  tutor: AnsweringTutor,
  answers: readonly TutorAnswer[],
  options: FaultOptions,
): Promise<Fault[]> {
  const turns: TutorAnswer[][] = [];
  for (let from = 0; from < answers.length; from += PARTS_A_TURN) {
    turns.push(answers.slice(from, from + PARTS_A_TURN));
  }
  const found = await pLimit(MAX_CONCURRENT_TURNS).map(turns, (turn) => faultsOfTurn(tutor, turn, options));
  return found.flat();
}

async function faultsOfTurn(
  tutor: AnsweringTutor,
  answers: TutorAnswer[],
  { seed, pieces, ...options }: FaultOptions,
): Promise<Fault[]> {
  const chunks = answers.map(({ marked }, index) => {
    const text = writtenText(marked);
    return seededCuts(text, seed + index + text.length, 1 + (2 * text.length) / pieces);
  });
  const answer = await tutor.ask(partsReply(chunks), options);
  const stored = await tutor.storedParts(answer);
  return answers.flatMap(({ name, marked }, index) => {
    const { streamed = '', finished = '' } = answer.parts[index] ?? {};
    const expected = shownText(marked);
    const read = { streamed, finished, stored: stored[index] ?? '' };
    const missing = Object.values(read).reduce((sum, text) => sum + missingCharacters(marked, text), 0);
    // Where nothing was retrieved, some markers are text.
    const isExact = !options.isRetrieved || read.stored === expected;
    const isRaw = !options.declares || finished === read.stored;
    return missing === 0 && isExact && isRaw ? [] : [{ name, missing, expected, ...read }];
  });
}
