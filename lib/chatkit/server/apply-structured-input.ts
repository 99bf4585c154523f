import type {
  StructuredAnswer,
  StructuredInput,
  StructuredInputItem,
  StructuredInputSubmission,
} from '../protocol';

/**
 * The item with the person's answers (spec 2.5): unknown questions are ignored, what is missing or empty counts as skipped,
 * and a single choice keeps one value. Answers need not be among the options.
 */
export function applyStructuredInput(
  item: StructuredInputItem,
  submission: StructuredInputSubmission,
): StructuredInputItem {
  return {
    ...item,
    status: submission.status,
    inputs: item.inputs.map((question) => ({ ...question, answer: answerTo(question, submission) })),
  };
}

function answerTo(question: StructuredInput, submission: StructuredInputSubmission): StructuredAnswer {
  const given = Object.hasOwn(submission.answers, question.id) ? submission.answers[question.id] : undefined;
  if (submission.status === 'skipped' || !given || given.skipped || given.values.length === 0) {
    return { values: [], skipped: true };
  }
  const single = question.type === 'multiple_choice' && !question.multiple;
  return { values: single ? given.values.slice(0, 1) : given.values, skipped: false };
}
