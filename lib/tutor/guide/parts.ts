import { type CourseDocument, type CourseModule, courseDocuments } from '../../search/course';
import { STOP_WORDS } from '../../search/text/stop-words';
import { terms } from '../../search/text/terms';
import { lessonUrl } from '../lesson-url';
import { pagePath } from './lookups';
import type { Turn } from './turn';

/** The course, a module, a chapter or a page, as it is spoken of. */
export interface Part {
  kind: 'course' | 'module' | 'chapter' | 'page';
  title: string;
  description: string;
  number: number;
  /** Its page; the course has none, and some modules have none. */
  page: CourseDocument | undefined;
  lessons: CourseDocument[];
}

/** Words that name no topic: those of the routes, and of courses in general. */
const HOLLOW = new Set(
  `course class tutorial site website book content contents material materials page pages lesson lessons section sections module modules
  chapter chapters part parts start started starting begin beginning learn learning learnt study studying teach taught read reading explain
  explained cover covers covered covering new beginner beginners first last next now before after time long take takes taking hour hours
  minutes weeks days finish complete completely whole entire total full all hardware computer machine equipment requirements required
  require system laptop gpu gpus graphics card rtx robot robots robotics jetson enough only without buy tier tiers summary summarize summarise
  summarized overview gist recap tldr tl dr main key points ideas takeaways short version simple simply words word plain easy terms vocabulary glossary
  prerequisites list show name find anything something somewhere able do does know follow topics topic included include inside
  example examples one recommend suggest should must free lot kind never ever touched touch sense skip ready structure outline syllabus curriculum
  way order come comes go setup setting lets me talk talks speak speaks deal deals mention mentions called titled many much count`.split(
    /\s+/,
  ),
);

/** The words of a request that name what it is about, without those that only ask. */
export function topicWords(request: string): string[] {
  return request
    .replace(/[“”"']/g, ' ')
    .split(' ')
    .filter((word) => word && !HOLLOW.has(word) && !STOP_WORDS.has(word));
}

/** A lesson of the course, or a page that stands for one. */
function isLesson({ kind, unlisted }: CourseDocument): boolean {
  return !unlisted && (kind === 'lesson' || kind === 'page');
}

export function wholeCourse({ course }: Pick<Turn, 'course'>): Part {
  return {
    kind: 'course',
    title: 'The course',
    description: '',
    number: 0,
    page: undefined,
    lessons: courseDocuments(course).filter(isLesson),
  };
}

/** The modules of the course and their chapters, in order. */
export function parts({ course }: Pick<Turn, 'course'>, kind?: 'module' | 'chapter'): Part[] {
  const all = course.modules.flatMap((module) => [
    toPart('module', module, [...module.chapters.flatMap(({ lessons }) => lessons), ...module.pages]),
    ...module.chapters.map((chapter) => toPart('chapter', chapter, chapter.lessons)),
  ]);
  return kind ? all.filter((part) => part.kind === kind) : all;
}

function toPart(
  kind: Part['kind'],
  {
    title,
    description,
    number,
    overview,
  }: Pick<CourseModule, 'title' | 'description' | 'number' | 'overview'>,
  lessons: CourseDocument[],
): Part {
  return { kind, title, description, number, page: overview, lessons: lessons.filter(isLesson) };
}

/** A page with what stands below it. */
export function partOf(turn: Pick<Turn, 'course'>, page: CourseDocument): Part {
  const { title, description } = page;
  const overview = parts(turn).find((part) => part.page === page);
  return overview ?? { kind: 'page', title, description, number: page.lessonNumber, page, lessons: [page] };
}

/** Which part of the course a request names: by its title, its number, or as the one that is open; with the words that are left. */
export function namedPart(turn: Turn, request: string): { part: Part | undefined; topic: string } {
  const { course, reading } = turn;
  const quoted = /[“"](?<title>[^”"]{2,200})[”"]/.exec(turn.question)?.groups?.title?.toLowerCase();
  const titled = [...(reading ? [reading] : []), ...courseDocuments(course)].find(
    ({ title }) => title.toLowerCase() === quoted,
  );
  if (titled) return { part: partOf(turn, titled), topic: '' };

  const [, kind, digits] = /\b(module|chapter|part|lesson) (\d{1,3})\b/.exec(request) ?? [];
  const topic = topicWords(request.replace(/\b(?:module|chapter|part|lesson) \d+\b/, ' '));
  const number = Number(digits);
  const numbered =
    kind === 'lesson'
      ? lessonNumbered(turn, number)
      : parts(turn, kind === 'chapter' ? 'chapter' : 'module').find((part) => part.number === number);
  if (numbered) return { part: numbered, topic: topic.join(' ') };

  const here = /\b(?:this|that|current|my|the) (page|lesson|section|chapter|module)\b/.exec(request)?.[1];
  const isBack =
    /\b(?:this|that|it|here)\b/.test(request) &&
    !/\b(?:this|that) (?:course|class|site|book)\b/.test(request);
  const open = reading ?? lastNamed(turn);
  if (topic.length === 0 && open && (here || isBack)) return { part: hereOf(turn, open, here), topic: '' };
  const byTitle = topic.length
    ? titledPart(turn, topic, /\b(?:lesson|page|module|chapter)\b/.test(request))
    : undefined;
  return byTitle ? { part: byTitle, topic: '' } : { part: undefined, topic: topic.join(' ') };
}

function lessonNumbered(turn: Turn, number: number): Part | undefined {
  const { reading, course } = turn;
  const chapter = reading?.chapterNumber ?? 1;
  const page = courseDocuments(course).find(
    ({ chapterNumber, lessonNumber }) => chapterNumber === chapter && lessonNumber === number,
  );
  return page && partOf(turn, page);
}

function hereOf(turn: Turn, open: CourseDocument, kind: string | undefined): Part {
  const holds = ({ page, lessons }: Part) => page === open || lessons.includes(open);
  const around = kind === 'module' || kind === 'chapter' ? parts(turn, kind) : [];
  return around.find(holds) ?? partOf(turn, open);
}

/** The part whose title has all of the words; of a lesson, most of its title has to be said. */
function titledPart(turn: Turn, topic: string[], isNamed: boolean): Part | undefined {
  const asked = topic.flatMap((word) => terms(word));
  const share = ({ title }: Part) => {
    const words = topicWords(title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' '));
    const own = new Set(terms(title));
    return asked.every((term) => own.has(term)) ? topic.length / Math.max(1, words.length) : 0;
  };
  const lessons = wholeCourse(turn).lessons.map((page) => partOf(turn, page));
  const over = parts(turn).find((part) => share(part) >= (isNamed ? 0.2 : 0.5));
  return over ?? lessons.find((part) => share(part) >= (isNamed ? 0.3 : 0.6));
}

/** The page of the course that the guide has named last in this conversation; none where it named many. */
export function lastNamed({ history, course, siteUrl }: Turn): CourseDocument | undefined {
  const pages = new Map(courseDocuments(course).map((page) => [lessonUrl(siteUrl, page.path), page]));
  for (const { role, text } of history.toReversed()) {
    if (role !== 'assistant') continue;
    const linked = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, url = '']) => pages.get(pagePath(url)));
    const named = [...new Set(linked.filter((page) => page !== undefined))];
    if (named.length) return named.length <= MAX_NAMED ? named[0] : undefined;
  }
  return undefined;
}

/** Of more pages than these, none is what "it" means. */
const MAX_NAMED = 4;

/** A link to a page of the course, in Markdown. */
export function link({ siteUrl }: Pick<Turn, 'siteUrl'>, title: string, path: string): string {
  const url = lessonUrl(siteUrl, path).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'));
  return `[${title.replace(/[[\]\\]/g, '\\$&')}](${url})`;
}

export function partLink(turn: Pick<Turn, 'siteUrl'>, { title, page }: Part): string {
  return page ? link(turn, title, page.path) : `**${title}**`;
}

export function pageLink(turn: Pick<Turn, 'siteUrl'>, { title, path }: CourseDocument): string {
  return link(turn, title, path);
}
