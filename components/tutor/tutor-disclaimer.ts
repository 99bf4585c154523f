import { z } from 'zod';

const health = z.object({ parts: z.object({ model: z.object({ kind: z.enum(['guide', 'openai']) }) }) });

const TEXTS = {
  guide: 'Answers quote the course. Set OPENAI_API_KEY for a full tutor.',
  openai: 'The tutor can be wrong. The lessons it cites have the last word.',
};

/** The line under the composer: what kind of answers to expect from the model that this server runs. */
export async function loadTutorDisclaimer(): Promise<string> {
  const answer = await fetch('/api/health');
  const parsed = health.safeParse(await answer.json());
  return TEXTS[parsed.success ? parsed.data.parts.model.kind : 'openai'];
}
