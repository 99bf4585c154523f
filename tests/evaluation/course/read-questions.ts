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

/** The questions of a file: a list of `{ "kind", "q", "rel" }`. @throws for a file that is not such a list */
export function readQuestions(file: string): CourseQuestion[] {
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
