import { z } from 'zod';
import { jsonObject } from './json';
import { annotation } from './source';

export const inputText = z.object({ type: z.literal('input_text'), text: z.string() });

export const inputTag = z.object({
  type: z.literal('input_tag'),
  id: z.string(),
  text: z.string(),
  data: jsonObject,
  group: z.string().optional(),
  interactive: z.boolean().default(false),
});

export const userMessageContent = z.discriminatedUnion('type', [inputText, inputTag]);

export const assistantMessageContent = z.object({
  type: z.literal('output_text').default('output_text'),
  text: z.string(),
  annotations: z.array(annotation).default([]),
});

export const inferenceOptions = z.object({
  tool_choice: z.object({ id: z.string() }).optional(),
  model: z.string().optional(),
});

export type UserMessageContent = z.infer<typeof userMessageContent>;
export type AssistantMessageContent = z.infer<typeof assistantMessageContent>;
export type InferenceOptions = z.infer<typeof inferenceOptions>;
