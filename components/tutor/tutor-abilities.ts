import { z } from 'zod';

const health = z.object({
  parts: z.object({
    model: z.object({ kind: z.enum(['guide', 'openai']) }),
    files: z.object({ maxBytes: z.number(), perMessage: z.number() }),
  }),
});

/** What this server can do for the page, and takes from it. */
export interface TutorAbilities {
  /** The line under the composer: what kind of answers to expect. */
  disclaimer: string;
  /** Whether speech can be turned into text. */
  dictation: boolean;
  /** The largest file in bytes, and the most of them in a message. */
  files: { maxBytes: number; perMessage: number };
}

/** Until the server has said it; it has the last word on every file. */
export const USUAL_FILES: TutorAbilities['files'] = { maxBytes: 20 * 1024 * 1024, perMessage: 10 };

const OF_MODEL: Record<'guide' | 'openai', Omit<TutorAbilities, 'files'>> = {
  guide: { disclaimer: 'Answers quote the course, word for word. The guide is a program.', dictation: false },
  openai: {
    disclaimer: 'The tutor can be wrong. The lessons it cites have the last word.',
    dictation: true,
  },
};

/** Asks the server which model answers, and what it takes. */
export async function loadTutorAbilities(): Promise<TutorAbilities> {
  const answer = await fetch('/api/health');
  const { data } = health.safeParse(await answer.json());
  return { ...OF_MODEL[data?.parts.model.kind ?? 'openai'], files: data?.parts.files ?? USUAL_FILES };
}
