import { z } from 'zod';

/** Sizes that keep a passage within what one embedding says well, and one screen shows. */
export const DEFAULT_CHUNK_SIZES = { target: 400, longest: 512, shortest: 60 };

const name = z.string().min(1);
const directory = name.regex(
  /^[^/\\.][^/\\]*$/,
  'should be the name of a directory below the course directory',
);
const locale = z
  .string()
  .regex(/^[A-Za-z]{2,8}(?:-[A-Za-z\d]{1,8})*$/, 'should be a language tag, as in en or pt-BR');
const count = z.int().positive();

const modules = z
  .array(z.strictObject({ id: name, dir: directory, name }))
  .refine((list) => isDistinct(list.map(({ id }) => id)), 'should have a different id for each module')
  .refine((list) => isDistinct(list.map(({ dir }) => dir)), 'should name each directory once');

/** The shape of `course.json`. Nothing is required. */
export const courseConfigSchema = z.strictObject({
  $schema: z.string().optional(),
  modules: modules.optional(),
  limits: z.strictObject({ chapter: count.default(20), lesson: count.default(15) }).prefault({}),
  route: z
    .string()
    .regex(/^\/(?:[\w.~-]+(?:\/[\w.~-]+)*)?$/, 'should be a path of the site, as in /docs')
    .transform((route) => (route === '/' ? '' : route))
    .default('/docs'),
  locales: z
    .strictObject({ default: locale.default('en'), others: z.array(locale).default([]) })
    .refine((value) => isDistinct([value.default, ...value.others]), 'should name each language once')
    .prefault({}),
  markdown: z.enum(['mdx', 'detect']).default('mdx'),
  chunks: z
    .strictObject({
      target: count.default(DEFAULT_CHUNK_SIZES.target),
      longest: count.default(DEFAULT_CHUNK_SIZES.longest),
      shortest: count.default(DEFAULT_CHUNK_SIZES.shortest),
    })
    .refine(
      ({ shortest, target, longest }) => shortest < target && target <= longest,
      'should have shortest below target, and target not above longest',
    )
    .prefault({}),
});

function isDistinct(list: string[]): boolean {
  return new Set(list).size === list.length;
}
