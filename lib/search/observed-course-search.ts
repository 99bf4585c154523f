import type { ContextQuery, CoursePassage, CourseSearch, Passage, SearchQuery } from './course-search';

/** How a search went. */
export interface SearchObservation {
  outcome: 'found' | 'nothing' | 'failed';
  seconds: number;
}

/** A course search that tells how each of its searches went. */
export class ObservedCourseSearch implements CourseSearch {
  constructor(
    private readonly observed: CourseSearch,
    private readonly observe: (observation: SearchObservation) => void,
  ) {}

  async search(query: SearchQuery): Promise<Passage[]> {
    const started = performance.now();
    const end = (outcome: SearchObservation['outcome']) =>
      this.observe({ outcome, seconds: (performance.now() - started) / 1000 });
    try {
      const passages = await this.observed.search(query);
      end(passages.length ? 'found' : 'nothing');
      return passages;
    } catch (error) {
      end('failed');
      throw error;
    }
  }

  context(query: ContextQuery): Promise<CoursePassage[]> {
    return this.observed.context(query);
  }

  size(): Promise<{ documents: number; passages: number }> {
    return this.observed.size();
  }
}
