import type { CoursePassage } from '../search/course-search';
import { visibleText } from '../text/visible-text';
import { within } from '../time/within';
import type { CourseLessons } from './course-lessons';
import { CourseLinks } from './course-links';
import { isGuide } from './guide/guide-model';
import { lessonUrl } from './lesson-url';
import { linkedText } from './linked-text';
import type { Models } from './models';
import type { TurnPassagesOptions } from './turn-passages';

/**
 * Where links lead in what a model is given. The built-in guide quotes the course as it is written, and leaves out such links by
 * itself; a course that cannot be read, or not yet, keeps nobody from an answer.
 */
export async function passageLinks(
  { models, lessons }: { models: Pick<Models, 'answer'>; lessons: CourseLessons },
  maxWaitMs = MAX_WAIT_MS,
): Promise<CourseLinks | undefined> {
  if (isGuide(models.answer)) return undefined;
  return within(maxWaitMs, lessons.links()).catch(() => NO_LINKS);
}

/** All that is left of a link then are its words. */
const NO_LINKS = new CourseLinks({ modules: [], pages: [], translations: [] });

/** The first reading of a large course takes seconds; the search has one of its own at that time. In milliseconds. */
const MAX_WAIT_MS = 10_000;

/** The text of a passage for the model: without what is hidden, and with links that lead somewhere from wherever they are copied to. */
export function passageText(passage: CoursePassage, { links, siteUrl }: TurnPassagesOptions): string {
  const text = visibleText(passage.text);
  if (!links) return text;
  const resolve = (href: string): string | undefined => {
    const target = links.resolve(href, passage);
    return target?.startsWith('/') ? courseUrl(siteUrl, target) : target;
  };
  return linkedText(text, { resolve, definitions: visibleText(links.definitions(passage)) });
}

function courseUrl(siteUrl: string, path: string): string | undefined {
  const url = lessonUrl(siteUrl, path);
  return url === `${siteUrl}/` ? undefined : url;
}
