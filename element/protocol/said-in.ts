import { isRecord } from './is-record';

/** A sentence, not a page of an error. */
const LONGEST = 300;

/** What a refusal says to the person, in the form `{"error":{"message"}}`; undefined if it says nothing. */
export function saidIn(body: string): string | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const error = isRecord(value) ? value.error : undefined;
    const message = isRecord(error) ? error.message : undefined;
    return typeof message === 'string' && message.length <= LONGEST ? message : undefined;
  } catch {
    return undefined;
  }
}
