import type { Chunk } from './chunk/chunk';
import type { Passage } from './course-search';

/** A chunk as a search result. */
export function toPassage(chunk: Chunk, score: number, moduleTitle: string): Passage {
  const { document } = chunk;
  return {
    id: chunk.id,
    text: chunk.text,
    score,
    sourceFile: document.sourceFile,
    ...(chunk.sectionTitle === undefined ? {} : { sectionTitle: chunk.sectionTitle }),
    ...(chunk.anchor === undefined ? {} : { anchor: chunk.anchor }),
    path: chunk.path,
    module: document.moduleId,
    moduleTitle,
    chapter: document.chapterNumber,
    lesson: document.lessonNumber,
    lessonTitle: document.title,
    ...(document.description ? { lessonDescription: document.description } : {}),
    hardwareTier: document.hardwareTier,
    proficiency: document.proficiency,
    layer: document.layer,
    chunkIndex: chunk.chunkIndex,
    totalChunks: chunk.totalChunks,
    parentDocId: chunk.parentDocId,
    ...(chunk.prevChunkId ? { prevChunkId: chunk.prevChunkId } : {}),
    ...(chunk.nextChunkId ? { nextChunkId: chunk.nextChunkId } : {}),
    contentHash: chunk.contentHash,
  };
}
