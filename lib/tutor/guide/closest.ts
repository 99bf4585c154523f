import { type CourseDocument, courseDocuments } from '../../search/course';
import { type FoundPassage, pagePath } from './lookups';
import { tierName } from './memory';
import { link, parts } from './parts';
import type { Turn } from './turn';

/** More than these are not close. */
const MAX_LESSONS = 4;
const HIGHEST_TIER = 4;

/** Links to the lessons of passages, each once, with the section that was found. */
export function lessonLinks(
  turn: Turn,
  passages: readonly FoundPassage[],
  except?: CourseDocument,
): string[] {
  const first = new Map<string, FoundPassage>();
  for (const passage of passages) {
    const path = pagePath(passage.path);
    if (path && path !== except?.path && !first.has(path)) first.set(path, passage);
  }
  const tiers = new Map(courseDocuments(turn.course).map((page) => [page.path, page.hardwareTier]));
  return [...first].slice(0, MAX_LESSONS).map(([path, { lesson_title, section_title, path: place }]) => {
    const tier = tiers.get(path) ?? 1;
    const section =
      section_title && section_title !== lesson_title ? `: ${link(turn, section_title, place)}` : '';
    return `${link(turn, lesson_title, path)}${section}${tier > 1 ? `, hardware tier ${tierName(tier)}` : ''}`;
  });
}

/** Says that the course has nothing on the question, and what it does have. */
export function decline(turn: Turn): string {
  const modules = parts(turn, 'module').map(
    ({ title, page }, index) => `${index + 1}. ${page ? link(turn, title, page.path) : `**${title}**`}`,
  );
  const { hardwareTier } = turn.profile;
  return [
    'The course does not cover that, as far as its search can tell, and I answer only from the course.',
    ...(modules.length ? [`It has these modules:\n\n${modules.join('\n')}`] : []),
    ...(hardwareTier && hardwareTier < HIGHEST_TIER
      ? [
          `I looked only at lessons for your hardware tier, ${tierName(hardwareTier)}, and below. You can change the tier in your profile.`,
        ]
      : []),
    modules.length ? 'Ask me about one of them, perhaps with other words.' : 'Ask me with other words.',
  ].join('\n\n');
}

/** Where to read, in place of a quotation that would not answer. */
export function closest(
  turn: Turn,
  passages: readonly FoundPassage[],
  lead: string,
  except?: CourseDocument,
): string {
  const links = lessonLinks(turn, passages, except);
  return links.length ? `${lead}\n\n${links.map((line) => `- ${line}`).join('\n')}` : decline(turn);
}
