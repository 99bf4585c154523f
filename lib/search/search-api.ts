import { z } from 'zod';
import { hardwareTier } from '../identity/profile';
import type { Passage, SearchQuery } from './course-search';
import type { CourseShape } from './course-shape';

/** Request of `POST /api/search` (spec robolearn A2.5); modules and limits are those of the course. */
export function searchRequest({ modules, limits, locales }: CourseShape) {
  return z
    .object({
      query: z.string().trim().min(3).max(500),
      hardware_tier: hardwareTier.nullish(),
      module: z.enum(modules).nullish(),
      chapter_min: z.int().min(0).max(limits.chapter).nullish(),
      chapter_max: z.int().min(0).max(limits.chapter).nullish(),
      lesson: z.int().min(0).max(limits.lesson).nullish(),
      locale: z.enum([locales.default, ...locales.others]).nullish(),
      limit: z.int().min(1).max(20).default(5),
    })
    .refine(
      ({ chapter_min: min, chapter_max: max }) => min == null || max == null || min <= max,
      'chapter_min must not be above chapter_max',
    );
}

export type SearchRequest = z.infer<ReturnType<typeof searchRequest>>;

export function toSearchQuery(request: SearchRequest): SearchQuery {
  return {
    query: request.query,
    hardwareTier: request.hardware_tier ?? undefined,
    module: request.module ?? undefined,
    chapterMin: request.chapter_min ?? undefined,
    chapterMax: request.chapter_max ?? undefined,
    lesson: request.lesson ?? undefined,
    locale: request.locale ?? undefined,
    limit: request.limit,
  };
}

/** Answer of `POST /api/search` (spec robolearn A6.3). */
export function toSearchResponse(
  request: SearchRequest,
  passages: Passage[],
  site: { url: string; bookId: string },
) {
  return {
    query: request.query,
    results: passages.map((passage) => toResult(passage, site.url)),
    total_found: passages.length,
    ...(request.hardware_tier ? { hardware_tier_filter: request.hardware_tier } : {}),
    ...(request.module ? { module_filter: request.module } : {}),
    book_id: site.bookId,
  };
}

function toResult(passage: Passage, siteUrl: string) {
  const citation = [
    passage.lessonTitle,
    passage.sectionTitle && `Section: ${passage.sectionTitle}`,
    `Module ${passage.module.toUpperCase()}`,
  ];
  return {
    text: passage.text,
    score: passage.score,
    source_file: passage.sourceFile,
    section_title: passage.sectionTitle,
    module: passage.module,
    chapter: passage.chapter,
    lesson: passage.lesson,
    lesson_title: passage.lessonTitle,
    lesson_description: passage.lessonDescription,
    hardware_tier: passage.hardwareTier,
    proficiency_level: passage.proficiency,
    layer: passage.layer,
    chunk_index: passage.chunkIndex,
    total_chunks: passage.totalChunks,
    parent_doc_id: passage.parentDocId,
    prev_chunk_id: passage.prevChunkId,
    next_chunk_id: passage.nextChunkId,
    content_hash: passage.contentHash,
    citation: citation.filter(Boolean).join(' | '),
    lesson_url: `${siteUrl}${passage.path}`,
  };
}
