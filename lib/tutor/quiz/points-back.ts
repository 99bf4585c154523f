const STARTS =
  /^(?:it|they|that|such|so|then|but|and|there|this|these|those|here|both|otherwise|now|again)\b/i;
/** Pointing words where a noun or nothing at all should be: of which thing, only the sentence before tells. */
const POINTS =
  /\b(?:these|those|here|above|below|the example|the last|the first one|the second one|the table|the following|such (?!as\b)|reads both|that (?:type|command|way)\b|(?:say|do|does) so\b|(?:is|are) now|(?:be|do) the same\b)/i;
/** Late in a sentence these point at the sentence itself. */
const EARLY = /\bthis\b|\b(?:for|of|in|to|with|from) it\b/i;
/** `follows it when …` */
const OBJECT = /^(?:\S+\s){1,5}(?:it|them|both)\b/;

/** Whether a statement only makes sense beside the one before it. */
export function pointsBack(statement: string): boolean {
  if (STARTS.test(statement) || POINTS.test(statement) || OBJECT.test(statement)) return true;
  return EARLY.test(statement.slice(0, Math.ceil(statement.length * 0.6)));
}
