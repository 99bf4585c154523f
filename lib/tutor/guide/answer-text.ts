import { HARDWARE_TIERS } from '../../identity/profile';
import { type CourseDocument, courseDocuments } from '../../search/course';
import { lessonUrl } from '../lesson-url';
import { type FoundPassage, pagePath } from './lookups';
import type { Turn } from './turn';

/** More lines of a list than these nobody reads. */
const MAX_LINES = 30;
/** More lessons than these are not close. */
const MAX_CLOSE = 4;
const MAX_TIER = 4;

/** Items of a list; the last says how many are left out. */
export function list(lines: readonly string[], max = MAX_LINES): string {
  const left = lines.length - max;
  return [...lines.slice(0, max), ...(left > 0 ? [`and ${left} more`] : [])]
    .map((line) => `- ${line}`)
    .join('\n');
}

/** Paragraphs without those that are empty. */
export function paragraphs(...written: (string | number | false | undefined)[]): string {
  return written.filter(Boolean).join('\n\n');
}

/** A link to a page of the course, in Markdown. */
export function link({ siteUrl }: Pick<Turn, 'siteUrl'>, title: string, path: string): string {
  const url = lessonUrl(siteUrl, path).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'));
  return `[${title.replace(/[[\]\\]/g, '\\$&')}](${url})`;
}

export function pageLink(turn: Pick<Turn, 'siteUrl'>, { title, path }: CourseDocument): string {
  return link(turn, title, path);
}

/** A tier as people know it: `2 (RTX GPU workstation)`. */
export function tierName(tier: number): string {
  const label = HARDWARE_TIERS.find((entry) => entry.tier === tier)?.label;
  return label ? `${tier} (${label})` : `${tier}`;
}

/** Links to the lessons of passages, each once, with the section that was found. */
export function lessonLinks(
  turn: Turn,
  passages: readonly FoundPassage[],
  except?: CourseDocument,
): string[] {
  const tiers = new Map(courseDocuments(turn.course).map((page) => [page.path, page.hardwareTier]));
  const first = new Map(passages.toReversed().map((passage) => [pagePath(passage.path), passage]));
  const paths = [...new Set(passages.map(({ path }) => pagePath(path)))];
  const close = paths.filter((path) => path && path !== except?.path).slice(0, MAX_CLOSE);
  return close.map((path) => {
    const { lesson_title = '', section_title, path: place = path } = first.get(path) ?? {};
    const isSection = section_title && section_title !== lesson_title;
    const tier = tiers.get(path) ?? 1;
    return `${link(turn, lesson_title, path)}${isSection ? `: ${link(turn, section_title, place)}` : ''}${tier > 1 ? `, hardware tier ${tierName(tier)}` : ''}`;
  });
}

/** Where to read, in place of a quotation that would not answer. */
export function closest(
  turn: Turn,
  passages: readonly FoundPassage[],
  lead: string,
  except?: CourseDocument,
): string {
  const links = lessonLinks(turn, passages, except);
  return links.length ? paragraphs(lead, list(links), leftOut(turn)) : decline(turn);
}

/** Says that the course has nothing on the question, and what it does have. */
export function decline(turn: Turn): string {
  if (!courseDocuments(turn.course).length)
    return 'The course has no pages yet, so there is nothing that I could answer from.';
  const modules = turn.course.modules.map(
    ({ title, overview }, index) =>
      `${index + 1}. ${overview ? pageLink(turn, { ...overview, title }) : `**${title}**`}`,
  );
  return paragraphs(
    'The course does not cover that, as far as its search can tell, and I answer only from the course.',
    modules.length > 0 && `It has these modules:\n\n${modules.join('\n')}`,
    leftOut(turn),
    modules.length ? 'Ask me about one of them, perhaps with other words.' : 'Ask me with other words.',
  );
}

/** Says which lessons were not looked at. */
function leftOut({ profile: { hardwareTier } }: Turn): string | undefined {
  if (!hardwareTier || hardwareTier >= MAX_TIER) return undefined;
  return `I looked only at lessons for your hardware tier, ${tierName(hardwareTier)}, and below. You can change the tier in your profile.`;
}
