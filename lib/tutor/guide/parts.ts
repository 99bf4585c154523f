import { type CourseDocument, courseDocuments } from '../../search/course';
import { STOP_WORDS } from '../../search/text/stop-words';
import { terms } from '../../search/text/terms';
import { lessonUrl } from '../lesson-url';
import { pageLink } from './answer-text';
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

type Known = Pick<Turn, 'course'>;

/** Words that name no topic: those of the routes, and of courses in general. */
const HOLLOW = new Set(
  `able afterwards altogether back begin beginner beginners beginning big book brief bullet bullets buy called card chapters cheap class come comes commitment complete completed completely computer content cost costs contents count cover
  covered covering covers curriculum days deal deals dr enough entire equipment expensive few five four find finish finished first follow follows free full goal going handle gist glossary gpu gpus graphics
  hardware hour hours ideas include included inside jetson key laptop last learned learnt linux list long mac machine macbook macos modern months material materials mention mentions minutes
  modules name necessary needed never new next notebook nutshell old operating order os own outline overview page pages physical part parts pc plain points powerful prerequisites previous read reading ready real recap recommended remind require required
  requirements robot robotics robots rtx run runs say says section sections sense sentence sentences setting setup site skills skip somewhere speak speaks spec special specs start started starting step steps structure study
  studying suggest sum summarized syllabus system take takeaways takes taking talks taught terms three tier tiers time titled tl tldr topic topics total touch two
  stuff per plan week yesterday today evening evenings
  touched ubuntu useful version vocabulary website weeks whole windows word words`.split(/\s+/),
);
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
/** "The first module" */
const ORDINAL = new RegExp(`\\b(${ORDINALS.join('|')}) (module|chapter)\\b`);
/** More pages than these in an answer, and none of them is what "it" means. */
const MAX_NAMED = 4;

/** The words of a request that name what it is about, without those that only ask. */
export function topicWords(request: string): string[] {
  const all = request.replace(/[“”"']/g, ' ').split(' ');
  return all.filter((word) => word && !/^\d+$/.test(word) && !HOLLOW.has(word) && !STOP_WORDS.has(word));
}

/** The words of a request that name a topic, and that titles of the course have. */
export function titledWords({ course }: Known, request: string): string[] {
  const titled = new Set(courseDocuments(course).flatMap(({ title }) => terms(title)));
  return topicWords(request).filter((word) => terms(word).some((term) => titled.has(term)));
}

/** A lesson of the course, or a page that stands for one. */
function isLesson({ kind, unlisted }: CourseDocument): boolean {
  return !unlisted && (kind === 'lesson' || kind === 'page');
}

export function wholeCourse({ course }: Known): Part {
  const lessons = courseDocuments(course).filter(isLesson);
  return { kind: 'course', title: 'The course', description: '', number: 0, page: undefined, lessons };
}

/** The modules of the course and their chapters, in order. */
export function parts({ course }: Known, kind?: 'module' | 'chapter'): Part[] {
  const all = course.modules.flatMap((module): Part[] => {
    const lessons = [...module.chapters.flatMap((chapter) => chapter.lessons), ...module.pages];
    return [
      { ...module, kind: 'module', page: module.overview, lessons: lessons.filter(isLesson) },
      ...module.chapters.map((chapter): Part => {
        return {
          ...chapter,
          kind: 'chapter',
          page: chapter.overview,
          lessons: chapter.lessons.filter(isLesson),
        };
      }),
    ];
  });
  return kind ? all.filter((part) => part.kind === kind) : all;
}

/** A page with what stands below it. */
export function partOf(turn: Known, page: CourseDocument): Part {
  const overview = parts(turn).find((part) => part.page === page);
  return overview ?? { ...page, kind: 'page', number: page.lessonNumber, page, lessons: [page] };
}

/** Which part of the course a request names: by its title, its number, or as the one that is open; with the words that are left. */
export function namedPart(turn: Turn, request: string): { part?: Part | undefined; topic: string } {
  const { course, reading } = turn;
  const pages = [...(reading ? [reading] : []), ...courseDocuments(course)];
  const quoted = /[“"]([^”"]{2,200})[”"]/.exec(turn.question)?.[1]?.toLowerCase();
  const titled = pages.find(({ title }) => title.toLowerCase() === quoted);
  if (titled) return { part: partOf(turn, titled), topic: '' };

  const numbers = /\b(module|chapter|part|lesson) (\d{1,3})\b/;
  const counted = request.replace(
    ORDINAL,
    (_, ordinal: string, kind: string) => `${kind} ${ORDINALS.indexOf(ordinal) + 1}`,
  );
  const [, kind, number] = numbers.exec(counted) ?? [];
  const words = topicWords(counted.replace(numbers, ' '));
  const topic = words.join(' ');
  const numbered = kind && partNumbered(turn, kind, Number(number));
  if (numbered) return { part: numbered, topic };

  const here = /\b(?:this|that|current|my|the) (page|lesson|section|chapter|module)\b/.exec(request)?.[1];
  const isBack = /\b(?:this|that)\b(?! (?:course|class|site|book)\b)|\b(?:it|here)\b/.test(request);
  const open = reading ?? lastNamed(turn);
  if (!topic && open && (here || isBack)) {
    const around = here === 'module' || here === 'chapter' ? parts(turn, here) : [];
    const holds = ({ page, lessons }: Part) => page === open || lessons.includes(open);
    return { part: around.find(holds) ?? partOf(turn, open), topic };
  }
  const part = topic
    ? partTitled(turn, words, /\b(?:lesson|page|module|chapter)\b/.test(request))
    : undefined;
  return part ? { part, topic: '' } : { topic };
}

function partNumbered(turn: Turn, kind: string, number: number): Part | undefined {
  // "unit2" may be the third module.
  const own = kind === 'module' ? 'module|unit|week' : kind;
  const label = new RegExp(`^(?:${own}) ?0*${number}\\b`, 'i');
  const titled = kind === 'lesson' ? undefined : parts(turn).find(({ title }) => label.test(title));
  if (titled) return titled;
  if (kind !== 'lesson')
    return parts(turn, kind === 'chapter' ? kind : 'module').find((part) => part.number === number);
  const chapter = turn.reading?.chapterNumber ?? 1;
  const page = courseDocuments(turn.course).find(
    ({ chapterNumber, lessonNumber }) => chapterNumber === chapter && lessonNumber === number,
  );
  return page && partOf(turn, page);
}

/** The part whose title has all of the words; of a lesson, most of its title has to be said. */
export function partTitled(turn: Turn, topic: string[], isNamed: boolean): Part | undefined {
  const asked = topic.flatMap((word) => terms(word));
  const isAbout = ({ title }: Part, share: number) => {
    const own = new Set(terms(title));
    const size = topicWords(title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')).length;
    return asked.every((term) => own.has(term)) && topic.length / Math.max(1, size) >= share;
  };
  const lessons = wholeCourse(turn).lessons.map((page) => partOf(turn, page));
  return (
    parts(turn).find((part) => isAbout(part, isNamed ? 0.2 : 0.5)) ??
    lessons.find((part) => isAbout(part, isNamed ? 0.3 : 0.6))
  );
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

export function partLink(turn: Pick<Turn, 'siteUrl'>, { title, page }: Part): string {
  return page ? pageLink(turn, { ...page, title }) : `**${title}**`;
}
