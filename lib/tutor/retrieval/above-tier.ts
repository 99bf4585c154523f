import type { CourseSearch, SearchQuery } from '../../search/course-search';
import { visibleText } from '../../text/visible-text';

/** What the course has for another hardware than the student's. */
export interface AboveTier {
  /** The hardware tier that it needs. */
  tier: number;
  /** As the model is told of it. */
  text: string;
}

/**
 * Whether the course has something on a question above the tier to which a student's search is limited. Its passages stay out of reach;
 * that there are none would be false. Undefined if there are none, and where no tier limits.
 *
 * @param query without a tier
 */
export async function aboveTier(
  search: CourseSearch,
  query: SearchQuery,
  tier: number | undefined,
): Promise<AboveTier | undefined> {
  if (tier === undefined) return undefined;
  const [passage] = await search.search({ ...query, limit: 1 });
  if (!passage || passage.hardwareTier <= tier) return undefined;
  const title = visibleText(passage.lessonTitle).replace(/\s+/g, ' ');
  return {
    tier: passage.hardwareTier,
    text: `The course has nothing on this for the student's hardware tier ${tier}. It does for tier ${passage.hardwareTier}, in the lesson “${title}”: say so first, and do not answer from it.`,
  };
}
