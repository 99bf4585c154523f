import { z } from 'zod';
import { quizToolResult } from '../quiz-tool';
import { OPEN_LESSON_TOOL, QUIZ_TOOL } from '../tool-names';

/** What a tool other than the search has answered. */
export interface ToolOutcome {
  name: string;
  output: unknown;
}

const opened = z.union([
  z.object({ opened: z.string(), title: z.string() }),
  z.object({ error: z.string() }),
]);

/** What to say of what a tool has done; undefined for tools that the guide does not call. */
export function tellOutcome({ name, output }: ToolOutcome): string | undefined {
  if (name === QUIZ_TOOL) return tellQuiz(output);
  return name === OPEN_LESSON_TOOL ? tellOpened(output) : undefined;
}

/** Of a lesson that has few, a card has fewer. */
const COUNTED = ['', 'One question', 'Two questions', 'Three questions'];

function tellQuiz(output: unknown): string {
  const result = quizToolResult.safeParse(output).data ?? { error: 'A quiz cannot be made right now.' };
  if ('error' in result) return `${result.error} You can say, for example, “Quiz me on topics”.`;
  return result.all_asked_before
    ? `You have had all the questions of “${result.lesson}” by now, so these come again.`
    : `${COUNTED[result.questions] ?? 'Some questions'} from “${result.lesson}”. Choose what fits the gap, then press Check.`;
}

function tellOpened(output: unknown): string {
  const result = opened.safeParse(output).data ?? { error: '' };
  if ('error' in result) {
    return 'I could not open that page. You find every lesson in the course index, and I can look one up if you name its topic.';
  }
  return `“${result.title}” is open. Ask me about it, or say “quiz me on this lesson”.`;
}
