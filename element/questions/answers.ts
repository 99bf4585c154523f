import type { StructuredInput, StructuredInputSubmission } from '@/lib/chatkit/protocol';

/** What a reader has put in for one question so far. */
export interface Draft {
  chosen: string[];
  /** Words of their own: a further choice, or the whole answer to an open question. */
  text: string;
}

export type Drafts = Readonly<Record<string, Draft>>;

export const EMPTY: Draft = { chosen: [], text: '' };

/** A choice taken or, where several can be, given back. One choice of several replaces the words of their own, too. */
export function choose(input: StructuredInput, draft: Draft, value: string): Draft {
  const multiple = input.type === 'multiple_choice' && input.multiple;
  if (!multiple) return { chosen: [value], text: '' };
  const chosen = draft.chosen.includes(value)
    ? draft.chosen.filter((each) => each !== value)
    : [...draft.chosen, value];
  return { ...draft, chosen };
}

/** Words of their own; where one choice counts, they take its place. */
export function write(input: StructuredInput, draft: Draft, text: string): Draft {
  const single = input.type === 'multiple_choice' && !input.multiple;
  return { chosen: single && text.trim() !== '' ? [] : draft.chosen, text };
}

export function valuesOf({ chosen, text }: Draft): string[] {
  return text.trim() === '' ? chosen : [...chosen, text.trim()];
}

/** What is sent: every question has its answer or is skipped. */
export function submission(inputs: StructuredInput[], drafts: Drafts): StructuredInputSubmission {
  const answers = inputs.map(({ id }) => {
    const values = valuesOf(drafts[id] ?? EMPTY);
    return [id, { values, skipped: values.length === 0 }] as const;
  });
  return { status: 'answered', answers: Object.fromEntries(answers) };
}
