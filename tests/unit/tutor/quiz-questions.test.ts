import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CourseDocument, courseDocuments, readCourse } from '@/lib/search/course';
import { words } from '@/lib/search/text/words';
import { CourseLessonsOnDisk } from '@/lib/tutor/course-lessons';
import { QUIZ_LENGTH } from '@/lib/tutor/quiz/lesson-questions';
import { pickQuestions } from '@/lib/tutor/quiz/pick-questions';
import { plainText } from '@/lib/tutor/quiz/plain-text';
import { GAP, type QuizQuestion } from '@/lib/tutor/quiz/question';

const lessons = new CourseLessonsOnDisk(resolve('content'));
let made: { document: CourseDocument; questions: QuizQuestion[] }[] = [];
let course: CourseDocument[] = [];

beforeAll(async () => {
  course = courseDocuments(await readCourse(resolve('content'))).filter(({ kind }) => kind === 'lesson');
  made = await Promise.all(
    course.map(async (document) => ({ document, questions: await lessons.questions(document.path) })),
  );
});

/** Text without marks, blanks and final punctuation, so that a statement can be found in its lesson. */
function bare(markdown: string): string {
  return plainText(markdown.replaceAll('\\_', '_'))
    .replace(/[|]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[.:]+$/, '')
    .trim();
}

/** The gap filled with an option; a table's row is its fields. */
function filled(question: QuizQuestion, option: string): string[] {
  return question.prompt
    .replace(GAP, () => option)
    .split('  \n')
    .map((field) => bare(field.replace(/^\*\*[^*]+:\*\* /, '')));
}

const each = () =>
  made.flatMap(({ document, questions }) => questions.map((question) => ({ document, question })));

describe('the questions made from every lesson', () => {
  test('are enough for a quiz in nearly all of them', () => {
    const without = made.filter(
      ({ questions }) => pickQuestions(questions, new Set()).questions.length < QUIZ_LENGTH,
    );
    expect(without.map(({ document }) => document.title)).toEqual(['Bridging topics with ros_gz']);
    expect(each().length).toBeGreaterThan(150);
  });

  test('have four different options and one right one', () => {
    for (const { question } of each()) {
      expect(new Set(question.options.map((option) => option.toLowerCase())).size, question.prompt).toBe(4);
      expect(question.options[question.right], question.prompt).toBeTruthy();
    }
  });

  test('are completed by the right option to a statement that stands in the lesson', () => {
    for (const { document, question } of each()) {
      const body = bare(document.body.replace(/\s+/g, ' '));
      for (const field of filled(question, question.options[question.right] ?? '')) {
        // An aside after the name, such as the long form of an abbreviation, is left out of the question.
        const rest = field.slice((question.options[question.right] ?? '').length).trim() || field;
        expect(body.includes(field) || body.includes(rest), `${document.title}: ${field}`).toBe(true);
      }
    }
  });

  test('are completed by no wrong option to anything that the course says', () => {
    const all = bare(course.map(({ body }) => body).join('\n')).toLowerCase();
    for (const { question } of each()) {
      if (question.prompt.includes('  \n')) continue;
      for (const [at, option] of question.options.entries()) {
        if (at === question.right) continue;
        expect(all, question.prompt).not.toContain(filled(question, option)[0]?.toLowerCase());
      }
    }
  });

  test('do not name the answer, nor a wrong option, beside the gap', () => {
    for (const { question } of each()) {
      const said = words(question.prompt.replace(GAP, '')).map(({ surface }) => surface);
      const named = question.options.filter((option) => {
        const own = words(option.replace(/^(?:an?|the)\s/i, '')).map(({ surface }) => surface);
        return (
          own.length > 0 && said.join(' ').includes(own.join(' ')) && own.every((word) => said.includes(word))
        );
      });
      expect(named, question.prompt).toEqual([]);
    }
  });

  test('know a section that the lesson has', () => {
    for (const { document, question } of each()) {
      const { title, anchor } = question.section;
      expect(anchor === undefined || document.body.includes(`${title}`), `${document.title}: ${title}`).toBe(
        true,
      );
    }
  });

  test('are the same each time', async () => {
    const again = new CourseLessonsOnDisk(resolve('content'));
    const [first] = made;
    if (!first) throw new Error('no lessons');
    expect(await again.questions(first.document.path)).toEqual(first.questions);
  });
});

describe('picking the questions of a quiz', () => {
  const question = (id: string, answer: string, title: string): QuizQuestion => ({
    id,
    section: { title, anchor: title },
    prompt: GAP,
    options: [answer, 'x', 'y', 'z'],
    right: 0,
    statement: id,
  });

  test('prefers one of each section and answer, and takes others when there are too few', () => {
    const all = [
      question('1', 'a', 'one'),
      question('2', 'b', 'one'),
      question('3', 'a', 'two'),
      question('4', 'c', 'two'),
    ];
    expect(pickQuestions(all, new Set()).questions.map(({ id }) => id)).toEqual(['1', '4', '2']);
  });

  test('asks what was not asked yet, and begins again when nothing new is left', () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => question(letter, letter, letter));
    const first = pickQuestions(all, new Set());
    const second = pickQuestions(all, new Set(first.questions.map(({ id }) => id)));
    expect(second).toMatchObject({ isRepeat: false });
    expect([...first.questions, ...second.questions].map(({ id }) => id)).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
      'f',
    ]);
    expect(pickQuestions(all, new Set(all.map(({ id }) => id)))).toMatchObject({ isRepeat: true });
  });
});
