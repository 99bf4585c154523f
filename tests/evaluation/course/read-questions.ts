import { readFileSync } from 'node:fs';
import { z } from 'zod';

const schema = z.array(
  z.object({
    kind: z.string().default('question'),
    q: z.string().min(1),
    /** Paths below the course directory of the pages that answer; empty for a question that the course does not cover. */
    rel: z.array(z.string()),
  }),
);

export type CourseQuestion = z.infer<typeof schema>[number];

/** Questions that cannot be read, or that name pages which the course does not have. The message says which. */
export class WrongQuestions extends Error {
  override name = 'WrongQuestions';
}

/** The questions of a file: a list of `{ "kind", "q", "rel" }`. @throws WrongQuestions */
export function readQuestions(file: string): CourseQuestion[] {
  const parsed = schema.safeParse(readJson(file));
  if (!parsed.success) throw new WrongQuestions(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new WrongQuestions(`${file}: ${error instanceof Error ? error.message : error}`);
  }
}

/** @throws WrongQuestions if a page that is said to answer is not among those of the course */
export function checkPages(questions: CourseQuestion[], sourceFiles: ReadonlySet<string>): void {
  const missing = new Set(questions.flatMap(({ rel }) => rel).filter((file) => !sourceFiles.has(file)));
  if (missing.size > 0)
    throw new WrongQuestions(
      `The course has no ${[...missing].slice(0, 5).join(', ')}, which ${missing.size === 1 ? 'is' : 'are'} said to answer.`,
    );
}
