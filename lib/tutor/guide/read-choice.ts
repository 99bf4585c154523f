/** What a student answered to the questions after a quiz. */
export interface Choice {
  /** The option that was chosen, or other words in its place. */
  next: string | undefined;
  /** What they want explained, in their own words. */
  unclear: string | undefined;
}

/** As `structuredInputText` writes the questions of `afterQuizQuestions`. */
const ANSWERED =
  /^You asked the user these questions; they are (?:answered|skipped):\n<StructuredInput>\n(?<answers>[\s\S]*)\n<\/StructuredInput>$/;
const NEXT = /^- What next\?: (.*)$/m;
const UNCLEAR = /^- Anything unclear\?: ([\s\S]*)$/m;
const NO_ANSWER = /^(?:skipped|unanswered)?$/;

/** Reads the answers after a quiz; undefined for any other text. Other questions are read as one that is unclear. */
export function readChoice(text: string): Choice | undefined {
  const answers = ANSWERED.exec(text)?.groups?.answers;
  if (answers === undefined) return undefined;
  return { next: given(NEXT, answers), unclear: given(UNCLEAR, answers) };
}

function given(question: RegExp, answers: string): string | undefined {
  const answer = question.exec(answers)?.[1]?.trim() ?? '';
  return NO_ANSWER.test(answer) ? undefined : answer;
}
