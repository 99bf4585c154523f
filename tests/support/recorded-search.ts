import type {
  ContextQuery,
  CoursePassage,
  CourseSearch,
  Passage,
  SearchQuery,
} from '@/lib/search/course-search';

/** A course search that remembers what it was asked and what it gave. */
export class RecordedSearch implements CourseSearch {
  readonly searches: { query: SearchQuery; passages: Passage[] }[] = [];
  /** Everything that was given, by searches and by reading on. */
  readonly given: CoursePassage[] = [];

  constructor(private readonly recorded: CourseSearch) {}

  async search(query: SearchQuery): Promise<Passage[]> {
    const passages = await this.recorded.search(query);
    this.searches.push({ query, passages });
    this.given.push(...passages);
    return passages;
  }

  async context(query: ContextQuery): Promise<CoursePassage[]> {
    const passages = await this.recorded.context(query);
    this.given.push(...passages);
    return passages;
  }

  size(): Promise<{ documents: number; passages: number }> {
    return this.recorded.size();
  }

  forget(): void {
    this.searches.length = 0;
    this.given.length = 0;
  }
}
