import type { QdrantClient, Schemas } from '@qdrant/js-client-rest';
import { within } from '../../time/within';
import { boundedQuery } from '../bounded-query';
import type { ContextQuery, CoursePassage, CourseSearch, Passage, SearchQuery } from '../course-search';
import { EmbeddingDimensionMismatch } from '../embeddings/embedding-dimension-mismatch';
import { bookFilter } from './book-filter';
import { bookSize } from './book-size';
import { type CollectionLayout, readCollectionLayout, type UsableLayout } from './collection-layout';
import { createQdrantClient } from './create-qdrant-client';
import { fromPayload } from './from-payload';
import { pointsOf } from './points-of';
import { qdrantFailure } from './qdrant-failure';
import { QdrantUnreachable } from './qdrant-unreachable';
import { questionVector } from './question-vector';
import { requireVersion } from './require-version';
import { surroundings } from './surroundings';
import { toSearches } from './to-searches';

/** A passage that Qdrant found, before it is ranked. */
export interface Candidate {
  passage: CoursePassage;
  /** Comparable within one search only: what fusion made of the ranks, or the cosine where there was nothing to fuse. */
  retrieval: number;
  /** Cosine of the question's vector and the passage's; unknown for what only its words brought up. */
  similarity?: number;
  /** The same for the nearest line by which students ask for it. */
  askedSimilarity?: number;
}

export interface QdrantCourseSearchOptions {
  url: string;
  apiKey?: string | undefined;
  /** Its name, or what finds it: that of a model depends on how long its vectors are. */
  collection: string | (() => Promise<string>);
  bookId: string;
  /** Numbers of the model's vectors, as far as they are known. Without it, a collection of any will do. */
  dimensions?: () => number | undefined;
  /** The course's own language, which is searched where a query names none. */
  defaultLocale: string;
  /** Where the site serves the course, for points that do not say their path. */
  route?: string;
  /** The vector of a question. Without it, or while it fails, words alone are searched. */
  embed?: ((question: string) => Promise<number[]>) | undefined;
  /** The terms of the course that a question's words stand for, see {@link questionVector}. Without it, they stand for themselves. */
  meant?: (question: string) => Promise<Iterable<readonly [term: string, weight: number]>>;
  /** Orders what was found, and leaves out what does not fit. */
  rank: (query: SearchQuery, candidates: Candidate[]) => Passage[] | Promise<Passage[]>;
  /** For one request to Qdrant; half of it is granted to the question's vector. In milliseconds. */
  timeoutMs?: number;
  /** Points of the book were met that are no passages. */
  onSkipped?: (count: number) => void;
  /** The question's vector could not be had, and words alone were searched. */
  onEmbeddingFailed?: (error: unknown) => void;
}

interface Place {
  collection: string;
  layout: UsableLayout;
}

/**
 * The course search in Qdrant: meaning and words together, in one request. It reads collections of ours, and those of the
 * original service by meaning alone. Every failure is thrown, and none is kept: the next question tries again.
 */
export class QdrantCourseSearch implements CourseSearch {
  private readonly client: QdrantClient;
  private readonly timeoutMs: number;
  private readonly defaults: { locale: string; route: string };
  private found: Promise<{ collection: string; layout: CollectionLayout }> | undefined;

  constructor(private readonly options: QdrantCourseSearchOptions) {
    const { url, apiKey, timeoutMs = 2000, defaultLocale, route = '/docs' } = options;
    this.timeoutMs = timeoutMs;
    this.client = createQdrantClient({ url, apiKey, timeoutMs });
    this.defaults = { locale: defaultLocale, route };
  }

  /** @throws QdrantUnreachable, TookTooLong, QdrantTooOld */
  async search(given: SearchQuery): Promise<Passage[]> {
    const query = { ...given, query: boundedQuery(given.query) };
    const [place, dense] = await Promise.all([this.usable(), this.vectorOf(query.query)]);
    const candidates = place ? await this.candidates(query, place, dense) : [];
    return this.options.rank(query, candidates);
  }

  /** @throws QdrantUnreachable, TookTooLong, QdrantTooOld */
  async context({ id, reach, hardwareTier }: ContextQuery): Promise<CoursePassage[]> {
    const pointId = toPointId(id);
    const place = pointId === undefined ? undefined : await this.usable();
    if (pointId === undefined || !place) return [];
    const [passage] = await this.read(place, { hardwareTier }, [{ has_id: [pointId] }]);
    if (!passage) return [];
    const parent = { key: 'parent_doc_id', match: { value: passage.parentDocId } };
    return surroundings(passage, await this.read(place, { hardwareTier }, [parent]), reach);
  }

  /** @throws QdrantUnreachable, TookTooLong, QdrantTooOld */
  async size(): Promise<{ documents: number; passages: number }> {
    const place = await this.usable();
    if (!place) return { documents: 0, passages: 0 };
    const { collection, layout } = place;
    return this.asked(() => bookSize(this.client, collection, this.options.bookId, layout));
  }

  private async candidates(
    query: SearchQuery,
    { collection, layout }: Place,
    vector: number[] | undefined,
  ): Promise<Candidate[]> {
    const dense = vector && this.fitting(vector, layout);
    if (layout.kind === 'unnamed' && !dense)
      throw new QdrantUnreachable(
        'without embeddings, nothing can be found in a collection of the original service',
      );
    const locale = layout.kind === 'unnamed' ? undefined : (query.locale ?? this.defaults.locale);
    const filter = bookFilter(this.options.bookId, { ...query, locale });
    const words =
      layout.kind === 'hybrid'
        ? questionVector(query.query, await this.options.meant?.(query.query))
        : undefined;
    const askedDimensions = layout.kind === 'hybrid' ? layout.askedDimensions : 0;
    const searches = toSearches({ filter, dense, words, askedDimensions });
    if (searches.length === 0) return [];
    const [found, byText, byAsked] = await this.asked(() => this.client.queryBatch(collection, { searches }));
    const cosines = cosinesOf(byText);
    const askedCosines = cosinesOf(byAsked);
    return this.passages(found?.points ?? []).map(({ passage, point: { id, score } }) => {
      const similarity = layout.kind === 'unnamed' ? score : cosines.get(id);
      const askedSimilarity = askedCosines.get(id);
      return {
        passage,
        retrieval: score,
        ...(similarity === undefined ? {} : { similarity }),
        ...(askedSimilarity === undefined ? {} : { askedSimilarity }),
      };
    });
  }

  /** All passages of the book that fit, in no order. */
  private async read(
    { collection }: Place,
    filters: Pick<SearchQuery, 'hardwareTier'>,
    more: Schemas['Condition'][],
  ) {
    const filter = bookFilter(this.options.bookId, filters, more);
    const points: Schemas['Record'][] = [];
    await this.asked(async () => {
      for await (const point of pointsOf(this.client, collection, filter, true)) points.push(point);
    });
    return this.passages(points).map(({ passage }) => passage);
  }

  /** The points that are passages. */
  private passages<Point extends Schemas['Record']>(
    points: Point[],
  ): { passage: CoursePassage; point: Point }[] {
    const passages = points.flatMap((point) => {
      const passage = fromPayload(point.payload, String(point.id), this.defaults);
      return passage ? [{ passage, point }] : [];
    });
    const skipped = points.length - passages.length;
    if (skipped > 0) this.options.onSkipped?.(skipped);
    return passages;
  }

  private async vectorOf(question: string): Promise<number[] | undefined> {
    const { embed } = this.options;
    if (!embed) return undefined;
    try {
      return await within(this.timeoutMs / 2, embed(question));
    } catch (error) {
      this.options.onEmbeddingFailed?.(error);
      return undefined;
    }
  }

  /** The vector, unless it is one of another model than the collection's: what Qdrant would refuse. */
  private fitting(vector: number[], { dimensions }: UsableLayout): number[] | undefined {
    if (vector.length === dimensions) return vector;
    this.options.onEmbeddingFailed?.(new EmbeddingDimensionMismatch(undefined, vector.length, dimensions));
    return undefined;
  }

  /**
   * The collection and its layout, if there is a collection. Asked for once, together with the server's version; again after
   * a failure, and while there is no collection.
   */
  private async usable(): Promise<Place | undefined> {
    this.found ??= this.asked(async () => {
      const collection = await this.collection();
      await requireVersion(this.client, 'search');
      const dimensions = this.options.dimensions?.();
      return { collection, layout: await readCollectionLayout(this.client, collection, dimensions) };
    });
    const { collection, layout } = await this.found;
    switch (layout.kind) {
      case 'hybrid':
      case 'unnamed':
        return { collection, layout };
      case 'missing':
        this.found = undefined;
        return undefined;
      case 'unsuitable':
        this.found = undefined;
        throw new QdrantUnreachable(`the collection "${collection}" cannot be searched: ${layout.reason}`);
      default:
        return layout satisfies never;
    }
  }

  private async collection(): Promise<string> {
    const { collection } = this.options;
    if (typeof collection === 'string') return collection;
    try {
      return await collection();
    } catch (cause) {
      throw new QdrantUnreachable('the size of the vectors is not known, and their model cannot be asked', {
        cause,
      });
    }
  }

  private async asked<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      this.found = undefined;
      throw qdrantFailure(error, this.timeoutMs);
    }
  }
}

function cosinesOf(answer: Schemas['QueryResponse'] | undefined): Map<Schemas['ExtendedPointId'], number> {
  return new Map(answer?.points.map(({ id, score }) => [id, score]));
}

/** Ids come from the model too, and Qdrant refuses a request with one that cannot be. */
function toPointId(id: string): Schemas['ExtendedPointId'] | undefined {
  if (/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i.test(id)) return id;
  return /^\d{1,15}$/.test(id) ? Number(id) : undefined;
}
