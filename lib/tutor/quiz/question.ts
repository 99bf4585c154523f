import { createHash } from 'node:crypto';

/** Where in a lesson something stands. */
export interface Section {
  title: string;
  /** Fragment of its heading; none for what stands before the first. */
  anchor: string | undefined;
}

/** A question on one lesson: a statement of the lesson with a gap, and four ways to fill it. */
export interface QuizQuestion {
  /** Made from everything that the question says: a question that has changed has another one. */
  id: string;
  section: Section;
  /** The statement with the gap, as Markdown. */
  prompt: string;
  /** Plain text, all different, in the order in which they are shown. */
  options: string[];
  /** Place of the right one. */
  right: number;
  /** The statement as it stands in the lesson, as Markdown. */
  statement: string;
}

/** A question before its options are shuffled. */
export type Draft = Pick<QuizQuestion, 'section' | 'prompt' | 'statement'> & {
  answer: string;
  wrong: string[];
};

/** What stands in the place of the gap. Escaped: several of them in a line would be emphasis. */
export const GAP = '\\_\\_\\_\\_\\_';

/** Gives a draft its id and an order of its options; both depend on nothing but the lesson and the draft. */
export function toQuestion(lesson: string, { answer, wrong, ...draft }: Draft): QuizQuestion {
  const id = digest(lesson, draft.prompt, answer, ...wrong).slice(0, 12);
  const options = [answer, ...wrong]
    .map((option) => ({ option, place: digest(id, option) }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ option }) => option);
  return { id, ...draft, options, right: options.indexOf(answer) };
}

function digest(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
