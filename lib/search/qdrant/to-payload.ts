import type { EmbeddingKeys } from '../ingest/passage-target';
import type { CoursePassage } from '../passage';
import type { Payload } from './payload';

/** What is written of a passage beside its text. Times are ISO 8601. */
export interface WrittenWith {
  embeddingKeys?: EmbeddingKeys | undefined;
  createdAt: string;
  updatedAt: string;
}

/** The version of the layout of A7; what we add to it changes no field that it has. */
const VERSION = 1;

/** A passage as the payload of its point. Its id is the point's. */
export function toPayload(
  passage: CoursePassage,
  { embeddingKeys, createdAt, updatedAt }: WrittenWith,
): Payload {
  return {
    book_id: passage.bookId,
    module: passage.module,
    chapter: passage.chapter,
    lesson: passage.lesson,
    hardware_tier: passage.hardwareTier,
    proficiency_level: passage.proficiency,
    layer: passage.layer,
    text: passage.text,
    asked: passage.asked,
    section_title: passage.sectionTitle,
    source_file: passage.sourceFile,
    lesson_title: passage.lessonTitle,
    lesson_description: passage.lessonDescription,
    doc_id: passage.docId,
    parent_doc_id: passage.parentDocId,
    chunk_index: passage.chunkIndex,
    total_chunks: passage.totalChunks,
    prev_chunk_id: passage.prevChunkId,
    next_chunk_id: passage.nextChunkId,
    word_count: passage.wordCount,
    token_count: passage.tokenCount,
    content_hash: passage.contentHash,
    source_file_hash: passage.sourceFileHash,
    version: VERSION,
    created_at: createdAt,
    updated_at: updatedAt,
    locale: passage.locale,
    kind: passage.kind,
    fingerprint: passage.fingerprint,
    heading_path: passage.headingPath,
    anchor: passage.anchor,
    path: passage.path,
    module_title: passage.moduleTitle,
    embedding_key: embeddingKeys?.dense,
    asked_keys: embeddingKeys?.asked,
  };
}
