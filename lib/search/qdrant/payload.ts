import { z } from 'zod';

/** Qdrant's clients in other languages write absent fields as null. */
function optional<Type extends z.ZodType>(type: Type) {
  return type.nullish().transform((value) => value ?? undefined);
}

const text = z.string();
const count = z.number().int().nonnegative();
const tier = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
/** A path on the site; anything else would let a point send readers elsewhere. */
const sitePath = z.string().regex(/^\/(?![/\\])[^\s\\]*$/);

/**
 * The payload of a point: the fields of spec robolearn A7, and below the blank line what our passages have beyond them. Only
 * the text has to be there. A field with a value of the wrong type makes the point unreadable, so that a broken tier is
 * never taken for a low one.
 */
export const payload = z.object({
  book_id: text,
  module: optional(text),
  chapter: optional(count),
  lesson: optional(count),
  hardware_tier: optional(tier),
  proficiency_level: optional(text),
  layer: optional(text),
  text: text.min(1),
  section_title: optional(text),
  source_file: optional(text),
  lesson_title: optional(text),
  lesson_description: optional(text),
  doc_id: optional(text),
  parent_doc_id: optional(text),
  chunk_index: optional(count),
  total_chunks: optional(count),
  prev_chunk_id: optional(text),
  next_chunk_id: optional(text),
  word_count: optional(count),
  token_count: optional(count),
  content_hash: optional(text),
  source_file_hash: optional(text),
  version: optional(count),
  created_at: optional(text),
  updated_at: optional(text),

  asked: optional(z.array(text)),
  locale: optional(text),
  kind: optional(z.enum(['module', 'chapter', 'lesson', 'page'])),
  fingerprint: optional(text),
  heading_path: optional(z.array(text)),
  anchor: optional(text),
  path: optional(sitePath),
  module_title: optional(text),
  embedding_key: optional(text),
  asked_keys: optional(z.array(text)),
});

export type Payload = z.infer<typeof payload>;
