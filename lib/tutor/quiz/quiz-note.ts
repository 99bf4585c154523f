import { z } from 'zod';
import type { CourseLessons } from '../course-lessons';
import { loadQuiz } from './load-quiz';
import { answered, plainLine, type QuizState } from './quiz-state';

const text = z.string();
const page = z.object({ path: text, title: text });

/** What a model is told of a quiz card. Of questions that are still open it learns nothing that it could give away. */
export const quizNote = z.object({
  lesson: page,
  answered: z.array(z.object({ statement: text, section: text, right_answer: text, student_chose: text })),
  questions: z.number(),
  next_lesson: page.optional(),
});

export type QuizNote = z.infer<typeof quizNote>;

/** Begins like the note on any other widget, so that nobody takes it for the student's words (`isNote`). */
const LEAD = 'You showed the user this widget, a quiz:';
const BLOCK = /^You showed the user this widget, a quiz:\n<Quiz>\n([\s\S]*)\n<\/Quiz>$/;

/** The note on a stored quiz; undefined if its lesson does not have it any more. */
export async function quizNoteText(lessons: CourseLessons, state: QuizState): Promise<string | undefined> {
  const loaded = await loadQuiz(lessons, state);
  if (loaded.kind !== 'found') return undefined;
  const next = await lessons.beside(state.lesson, 'next');
  const { quiz } = loaded;
  const note: QuizNote = {
    lesson: quiz.lesson,
    questions: quiz.questions.length,
    answered: answered(quiz).map(({ question: { statement, section, options, right }, chosen }) => ({
      statement: plainLine(statement),
      section: section.title,
      right_answer: options[right] ?? '',
      student_chose: options[chosen] ?? '',
    })),
    ...(next ? { next_lesson: { path: next.path, title: next.title } } : {}),
  };
  // Without angle brackets the data cannot end its block.
  const json = JSON.stringify(note).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
  return `${LEAD}\n<Quiz>\n${json}\n</Quiz>`;
}

/** Reads a note back; undefined for any other text. */
export function readQuizNote(text: string): QuizNote | undefined {
  const json = BLOCK.exec(text)?.[1];
  if (json === undefined) return undefined;
  try {
    return quizNote.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
