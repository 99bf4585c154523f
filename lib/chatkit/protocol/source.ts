import { z } from 'zod';
import { iconName } from './icon';
import { jsonObject } from './json';

const sourceBase = {
  title: z.string(),
  description: z.string().optional(),
  timestamp: z.string().optional(),
  group: z.string().optional(),
};

export const urlSource = z.object({
  ...sourceBase,
  type: z.literal('url'),
  url: z.string(),
  attribution: z.string().optional(),
});

export const fileSource = z.object({ ...sourceBase, type: z.literal('file'), filename: z.string() });

export const entitySource = z.object({
  ...sourceBase,
  type: z.literal('entity'),
  id: z.string(),
  icon: iconName.optional(),
  label: z.string().optional(),
  inline_label: z.string().optional(),
  interactive: z.boolean().default(false),
  data: jsonObject.default({}),
  preview: z.literal('lazy').optional(),
});

export const source = z.discriminatedUnion('type', [urlSource, fileSource, entitySource]);

/** A citation in assistant text. `index` counts Unicode code points of the content part's text (spec 3.3). */
export const annotation = z.object({
  type: z.literal('annotation').default('annotation'),
  source,
  index: z.int().nonnegative().optional(),
});

export type UrlSource = z.infer<typeof urlSource>;
export type FileSource = z.infer<typeof fileSource>;
export type EntitySource = z.infer<typeof entitySource>;
export type Source = z.infer<typeof source>;
export type Annotation = z.infer<typeof annotation>;
