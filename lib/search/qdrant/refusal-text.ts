import { z } from 'zod';
import { ASKED, BM25, DENSE } from './collection-layout';
import { payload } from './payload';

const answer = z.object({ data: z.object({ status: z.object({ error: z.string() }) }) });

/** More than this of a refusal nobody reads. In characters. */
const MAX_REFUSAL_LENGTH = 300;
/** What may stand in quotation marks: names that we have given. Anything else may be text of a passage. */
const OWN_NAMES = [...Object.keys(payload.shape), ASKED, BM25, DENSE].join('|');
const QUOTED_NAME = new RegExp(`(["\`'])(?:${OWN_NAMES})\\1`, 'g');
/** A quotation mark; not an apostrophe, which stands in a word. */
const QUOTATION_MARK = /["`“”«»]|(?<![\p{L}\d])'|'(?![\p{L}\d])/gu;

/**
 * What Qdrant says in a refusal (`status.error`), on one line and without text of passages, which errors of its parser quote.
 *
 * @returns undefined if it said nothing
 */
export function refusalText(error: unknown): string | undefined {
  const { success, data } = answer.safeParse(error);
  if (!success) return undefined;
  const text = withoutQuotations(data.data.status.error.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim());
  return text.length > MAX_REFUSAL_LENGTH ? `${text.slice(0, MAX_REFUSAL_LENGTH)}…` : text;
}

/** All from the first quotation mark to the last is left out, because a quoted text may have marks of its own. */
function withoutQuotations(text: string): string {
  const withoutNames = text.replace(QUOTED_NAME, (name) => '_'.repeat(name.length));
  const marks = [...withoutNames.matchAll(QUOTATION_MARK)].map(({ index }) => index);
  const [first] = marks;
  if (first === undefined) return text;
  // One that is never closed goes on to the end.
  const last = marks.length > 1 ? (marks.at(-1) ?? first) : text.length;
  return `${text.slice(0, first)}"…"${text.slice(last + 1)}`;
}
