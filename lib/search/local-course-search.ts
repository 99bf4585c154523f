import { setImmediate } from 'node:timers/promises';
import { allows } from './allows';
import type { Chunk } from './chunk/chunk';
import { chunkDocument } from './chunk/chunk-document';
import { courseDocuments, readCourse } from './course';
import type { CourseSearch, Passage, SearchQuery } from './course-search';
import { choose } from './index/choose';
import { SearchIndex } from './index/search-index';
import { toPassage } from './to-passage';

interface Built {
  index: SearchIndex;
  documents: number;
  moduleTitles: Map<string, string>;
}

/**
 * The course search in this process: BM25 over the Markdown files, no service needed. Built at the first search and held
 * in memory; a changed course is seen after a restart.
 */
export class LocalCourseSearch implements CourseSearch {
  private building: Promise<Built> | undefined;

  constructor(private readonly courseDir: string) {}

  /** @throws CourseDirectoryMissing */
  async search(query: SearchQuery): Promise<Passage[]> {
    const { index, moduleTitles } = await this.built();
    const hits = index.search(query.query, (chunk) => allows(query, chunk));
    const isOneLesson = new Set(hits.map(({ indexed }) => indexed.chunk.parentDocId)).size === 1;
    return choose(hits, query.limit, isOneLesson).map(({ indexed: { chunk }, score }) =>
      toPassage(chunk, score, moduleTitles.get(chunk.document.moduleId) ?? ''),
    );
  }

  async size(): Promise<{ documents: number; passages: number }> {
    const { index, documents } = await this.built();
    return { documents, passages: index.size };
  }

  /** One build for everybody who asks meanwhile; a failed one is forgotten, so that the next caller tries again. */
  private built(): Promise<Built> {
    this.building ??= this.build().catch((error: unknown) => {
      this.building = undefined;
      throw error;
    });
    return this.building;
  }

  private async build(): Promise<Built> {
    const course = await readCourse(this.courseDir);
    const documents = courseDocuments(course);
    const chunks: Chunk[] = [];
    for (const document of documents) {
      chunks.push(...chunkDocument(document));
      // Other answers are being streamed by this thread meanwhile.
      await setImmediate();
    }
    return {
      index: new SearchIndex(chunks),
      documents: documents.length,
      moduleTitles: new Map(course.modules.map((module) => [module.id, module.title])),
    };
  }
}
