import { z } from 'zod';
import { iconName } from './icon';
import { fileSource, urlSource } from './source';

const taskBase = { status_indicator: z.enum(['none', 'loading', 'complete']).default('none') };

export const task = z.discriminatedUnion('type', [
  z.object({
    ...taskBase,
    type: z.literal('custom'),
    title: z.string().optional(),
    icon: iconName.optional(),
    content: z.string().optional(),
  }),
  z.object({
    ...taskBase,
    type: z.literal('web_search'),
    title: z.string().optional(),
    title_query: z.string().optional(),
    queries: z.array(z.string()).default([]),
    sources: z.array(urlSource).default([]),
  }),
  z.object({ ...taskBase, type: z.literal('thought'), title: z.string().optional(), content: z.string() }),
  z.object({
    ...taskBase,
    type: z.literal('file'),
    title: z.string().optional(),
    sources: z.array(fileSource).default([]),
  }),
  z.object({ ...taskBase, type: z.literal('image'), title: z.string().optional() }),
]);

/** With both a title and a duration the custom form wins (spec 3.5). `duration` is in whole seconds. */
export const workflowSummary = z.union([
  z.object({ title: z.string(), icon: iconName.optional() }),
  z.object({ duration: z.int().nonnegative() }),
]);

export const workflow = z.object({
  type: z.enum(['custom', 'reasoning']),
  tasks: z.array(task),
  summary: workflowSummary.optional(),
  expanded: z.boolean().default(false),
});

export type Task = z.infer<typeof task>;
export type WorkflowSummary = z.infer<typeof workflowSummary>;
export type Workflow = z.infer<typeof workflow>;
