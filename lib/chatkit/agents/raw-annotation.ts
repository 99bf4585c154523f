import { z } from 'zod';

const place = z.int().nonnegative();

const fileCitation = z.object({
  type: z.literal('file_citation'),
  file_id: z.string().nullish(),
  filename: z.string(),
  index: place,
});

const containerFileCitation = z.object({
  type: z.literal('container_file_citation'),
  container_id: z.string().nullish(),
  file_id: z.string().nullish(),
  filename: z.string(),
  start_index: place.nullish(),
  end_index: place,
});

const urlCitation = z.object({
  type: z.literal('url_citation'),
  url: z.string(),
  title: z.string().nullish(),
  start_index: place.nullish(),
  end_index: place,
});

/** Chat Completions put the same fields one level down. */
const nestedUrlCitation = z
  .object({ type: z.literal('url_citation'), url_citation: urlCitation.omit({ type: true }) })
  .transform(({ type, url_citation }) => ({ type, ...url_citation }));

const rawAnnotation = z.union([fileCitation, containerFileCitation, urlCitation, nestedUrlCitation]);

export type FileCitation = z.infer<typeof fileCitation>;
export type ContainerFileCitation = z.infer<typeof containerFileCitation>;
export type UrlCitation = z.infer<typeof urlCitation>;
export type RawAnnotation = z.infer<typeof rawAnnotation>;

/** A provider's annotation, typed or plain; undefined for a kind that cannot be shown, such as a path of a file (trap T20). */
export function parseRawAnnotation(value: unknown): RawAnnotation | undefined {
  return rawAnnotation.safeParse(value).data;
}
