import { type RunContext, tool } from '@openai/agents';
import { z } from 'zod';
import type { AgentContext } from '../chatkit/agents/agent-context';
import type { CourseSearch } from '../search/course-search';
import type { CourseLessons } from './course-lessons';
import { type ChosenLesson, lessonToAskAbout } from './quiz/lesson-to-ask-about';
import { askedQuestions, makeQuiz } from './quiz/load-quiz';
import { quizCard } from './quiz/quiz-card';
import { quizText } from './quiz/quiz-text';
import { QUIZ_TOOL } from './tool-names';
import type { TutorContext, TutorTurn } from './tutor-context';

const parameters = z.object({
  lesson: z
    .string()
    .max(400)
    .nullable()
    .describe(
      'Path of a lesson, such as a search result or an earlier quiz names it; null for the lesson being read',
    ),
  topic: z
    .string()
    .min(2)
    .max(200)
    .nullable()
    .describe('What to find the lesson by, if its path is not known'),
});

/** What the model learns of a quiz that was asked for. `error` is fit to be told to the student. */
export const quizToolResult = z.union([
  z.object({ shown: z.literal(true), lesson: z.string(), all_asked_before: z.boolean() }),
  z.object({ error: z.string() }),
]);

export type QuizToolResult = z.infer<typeof quizToolResult>;

export interface QuizToolOptions {
  lessons: CourseLessons;
  search: CourseSearch;
  onError: (error: unknown, context: TutorContext) => void;
}

/** The tool that shows a quiz card on a lesson. Its questions come from the lesson itself, not from the model. */
export function quizTool(options: QuizToolOptions) {
  return tool<typeof parameters, AgentContext<TutorTurn>>({
    name: QUIZ_TOOL,
    description:
      'Shows the student a card with three multiple-choice questions made from one lesson, which checks the answers itself. ' +
      'The card asks the questions: do not repeat or answer them.',
    parameters,
    strict: true,
    async execute(input, runContext?: RunContext<AgentContext<TutorTurn>>): Promise<string> {
      const context = runContext?.context;
      if (!context) throw new Error(`${QUIZ_TOOL} runs only inside a turn`);
      try {
        const chosen = await lessonToAskAbout(input, context.request, options);
        return JSON.stringify('error' in chosen ? chosen : await show(chosen, context, options));
      } catch (error) {
        options.onError(error, context.request);
        return JSON.stringify({ error: 'A quiz cannot be made right now.' } satisfies QuizToolResult);
      }
    },
  });
}

async function show(
  { path, title }: ChosenLesson,
  context: AgentContext<TutorTurn>,
  { lessons }: QuizToolOptions,
): Promise<QuizToolResult> {
  const { store, thread, request } = context;
  const asked = store ? await askedQuestions(store, request.principal, thread.id) : new Set<string>();
  const made = await makeQuiz(lessons, path, asked);
  if (!made) return { error: `There are too few good questions in “${title}” for a quiz.` };
  await context.streamWidget(quizCard(made.quiz, { siteUrl: request.siteUrl }), quizText(made.quiz));
  return { shown: true, lesson: title, all_asked_before: made.isRepeat };
}
