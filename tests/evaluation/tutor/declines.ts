/** Sentences that say that the course has nothing on a question, in the languages of our questions. */
const DECLINES = [
  /\bcourse\b[^.]*\b(?:does not|doesn't|has nothing|have nothing|nothing)\b/i,
  /\b(?:not (?:covered|part|found)|nothing|isn't covered|no (?:passages?|lessons?|information))\b[^.]*\bcourse\b/i,
  /\bKurs\b[^.]*\b(?:nicht|nichts|kein\w*)\b|\b(?:nicht|nichts|kein\w*)\b[^.]*\bKurs\b/i,
  /کورس[^۔]*(?:نہیں|کچھ نہیں)/u,
];

/** Whether a text says that the course has nothing on what was asked. */
export function declines(text: string): boolean {
  return DECLINES.some((sentence) => sentence.test(text));
}
