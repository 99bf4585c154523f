import { z } from 'zod';

export const structuredAnswer = z.object({
  values: z.array(z.string()).default([]),
  skipped: z.boolean().default(false),
});

const questionBase = { id: z.string(), question: z.string(), answer: structuredAnswer.optional() };

export const structuredInput = z.discriminatedUnion('type', [
  z.object({
    ...questionBase,
    type: z.literal('multiple_choice'),
    options: z.array(z.object({ value: z.string() })),
    multiple: z.boolean().default(false),
  }),
  z.object({ ...questionBase, type: z.literal('freeform'), description: z.string().optional() }),
]);

export type StructuredAnswer = z.infer<typeof structuredAnswer>;
export type StructuredInput = z.infer<typeof structuredInput>;
