import { z } from 'zod';

const health = z.object({ parts: z.object({ model: z.object({ kind: z.enum(['guide', 'openai']) }) }) });

/** What the model of this server brings along for the page. */
export interface TutorAbilities {
  /** The line under the composer: what kind of answers to expect. */
  disclaimer: string;
  /** Whether speech can be turned into text. */
  dictation: boolean;
}

const OF_MODEL: Record<'guide' | 'openai', TutorAbilities> = {
  guide: { disclaimer: 'Answers quote the course. Set OPENAI_API_KEY for a full tutor.', dictation: false },
  openai: {
    disclaimer: 'The tutor can be wrong. The lessons it cites have the last word.',
    dictation: true,
  },
};

/** Asks the server which model answers. */
export async function loadTutorAbilities(): Promise<TutorAbilities> {
  const answer = await fetch('/api/health');
  const parsed = health.safeParse(await answer.json());
  return OF_MODEL[parsed.success ? parsed.data.parts.model.kind : 'openai'];
}
