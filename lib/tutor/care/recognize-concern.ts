import { CARE_LANGUAGES, type Concern, type FoundConcern } from './concern';
import { HARM } from './harm-patterns';
import { normalized } from './normalized';
import { SELF_HARM } from './self-harm-patterns';

/** Of a long message, which was pasted for the most part, its beginning and its end are looked through; in characters. */
const MAX_START = 3_000;
const MAX_END = 1_000;

const PATTERNS = [
  ['self-harm', SELF_HARM],
  ['harm', HARM],
] as const satisfies readonly (readonly [Concern, typeof HARM])[];

/**
 * Whether somebody writes that they may hurt themselves, or asks how to hurt others, by fixed patterns in eight languages. Careful:
 * what could be said of a robot or a process is left alone. Undefined for any other message.
 */
export function recognizeConcern(text: string): FoundConcern | undefined {
  const message = normalized(ends(text));
  for (const [concern, patterns] of PATTERNS) {
    const language = CARE_LANGUAGES.find((one) => patterns[one].some((pattern) => pattern.test(message)));
    if (language) return { concern, language };
  }
  return undefined;
}

function ends(text: string): string {
  return text.length <= MAX_START + MAX_END ? text : `${text.slice(0, MAX_START)}\n${text.slice(-MAX_END)}`;
}
