import { z } from 'zod';

/** One page of a list. `after` is the id of the last element, present only when `has_more` (spec 1.6). */
export const pageOf = <T extends z.ZodType>(element: T) =>
  z.object({
    data: z.array(element).default([]),
    has_more: z.boolean().default(false),
    after: z.string().optional(),
  });

export interface Page<T> {
  data: T[];
  has_more: boolean;
  after?: string | undefined;
}

export const order = z.enum(['asc', 'desc']);

export type Order = z.infer<typeof order>;

export function emptyPage<T>(): Page<T> {
  return { data: [], has_more: false };
}
