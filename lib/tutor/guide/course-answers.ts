import { type CourseDocument, headings } from '../../search/course';
import { definedTerms, subjectKey } from '../../search/text/definitions';
import { sentences } from '../../search/text/sentences';
import { terms } from '../../search/text/terms';
import { decline, lessonLinks, link, list, pageLink, paragraphs, tierName } from './answer-text';
import { EXAMPLE } from './asked';
import { pagePath, readPage, search } from './lookups';
import { lastNamed, type Part, partLink, partOf, parts, wholeCourse } from './parts';
import { isExercise } from './passage-blocks';
import { fromSentence, type Piece, pieces, quotedBefore } from './pieces';
import { shownQuote } from './quote-answer';
import type { Answering, Turn } from './turn';

export function start(turn: Turn, part = wholeCourse(turn)): string {
  const [first, second] = part.lessons;
  if (!first) return decline(turn);
  const whole = part.kind === 'course' ? 'the course' : `“${part.title}”`;
  return paragraphs(
    `Start with ${pageLink(turn, first)}, the first lesson of ${whole}.${about(turn, first)}`,
    second && `After it comes ${pageLink(turn, second)}.`,
  );
}

export function* next(turn: Turn, named: Part | undefined, topic = ''): Answering<string | undefined> {
  const page = !named && topic ? yield* lessonOn(turn, topic) : undefined;
  if (topic && !named && !page) return undefined;
  const open = page ?? turn.reading ?? lastNamed(turn);
  const part = named ?? (open && partOf(turn, open));
  if (!part) return start(turn);
  const all = wholeCourse(turn).lessons;
  const last = all.findLastIndex((lesson) => part.lessons.includes(lesson));
  // From an overview it goes on with the first lesson below it.
  const lesson = named || part.kind === 'page' ? all[last + 1] : part.lessons[0];
  return lesson
    ? `The next lesson is ${pageLink(turn, lesson)}.${about(turn, lesson)} Say “open the next lesson”, and I open it.`
    : LAST_LESSON;
}

export function previous(turn: Turn, named: Part | undefined): string {
  const [from] = (named ?? (turn.reading && partOf(turn, turn.reading)))?.lessons ?? [];
  const all = wholeCourse(turn).lessons;
  const lesson = from && all[all.indexOf(from) - 1];
  if (!lesson) return from ? `Nothing comes before ${pageLink(turn, from)} in the course.` : start(turn);
  return `The lesson before it is ${pageLink(turn, lesson)}. Say “open the previous lesson”, and I open it.`;
}

export const LAST_LESSON = 'That was the last lesson of the course. Ask me about any of them again.';

export function* prerequisites(turn: Turn, named: Part | undefined): Answering {
  const part = named ?? (turn.reading ? partOf(turn, turn.reading) : wholeCourse(turn));
  const all = wholeCourse(turn).lessons;
  const earlier = part.lessons[0] ? all.slice(0, all.indexOf(part.lessons[0])).slice(-3) : [];
  const needs = yield* sayings(turn, part.page ?? parts(turn)[0]?.page, NEEDS, 2);
  return paragraphs(
    earlier.length
      ? `Before “${part.title}” the course has these lessons, the nearest last:\n\n${list(links(turn, earlier))}`
      : part.kind === 'course'
        ? start(turn)
        : `Nothing comes before ${subject(turn, part)} in the course.`,
    needs.length > 0 && 'On what is needed it says itself:',
    ...needs,
  );
}

const NEEDS =
  /(?:^|, )you (?:will )?(?:only )?need\b|\bprerequisites?\b|\b(?:assumes?|requires?|builds? on)\b|\bneeds? (?:an?|only) (?:\S+ ){0,4}(?:card|gpu|robot|laptop|computer|workstation|board|camera|arm)\b|\bwithout an?\b|\bno (?:prior|previous)\b|\byou (?:should|must) (?:already )?(?:know|have)\b|\bis enough\b|\btier \d\b|\b(?:laptop|workstation)\b.*\bcan\b/i;
const ABLE = /\byou (?:will|can|are)(?: \w+)? (?:able to|learn)\b|\bwhen you finish\b/i;
/** `A node is a …`, `LoRA means …`: a name of few words, and what it is. */
const DEFINES =
  /^(?:an? )?(?!(?:the|this|that|it|its|these|there|here|each|both|one|your|our|my|what)\b)[\p{L}\d`*_-]+(?: [\p{L}\d`*_-]+){0,3}(?:,[^,]{2,60},)?(?: \([^)]{2,40}\))? (?:means|stands for|(?:is|are) (?:an?|the|one|what|how|any|software|data|code)\b)/iu;

/** Named by their names, which are not misspelt in a lesson. */
const SYSTEMS = /\b(?:Windows|mac ?OS|Linux|Ubuntu)\b/;

interface Sentence {
  text: string;
  /** With its source behind it. */
  cited: string;
  path: string;
}

/** The sentences of a piece, and each cell of its table. */
function sentencesIn({ prose, attached, passage: { path, marker } }: Piece): Sentence[] {
  return [...sentences(prose), ...(attached?.cells ?? [])]
    .filter((text) => !text.endsWith(':'))
    .map((text) => ({ text, path, cited: `${text} ${marker}` }));
}

/** What a page says that fits a pattern, each sentence with its source, without what was quoted before. */
function* sayings(
  turn: Turn,
  page: CourseDocument | undefined,
  pattern: RegExp,
  max: number,
): Answering<string[]> {
  const all = page ? pieces(yield* readPage(page), quotedBefore(turn)) : [];
  const fitting = all
    .flatMap(sentencesIn)
    .filter(({ text }) => pattern.test(text) && !/\b(?:above|below)\b/.test(text));
  return fitting.slice(0, max).map(({ cited }) => cited);
}

export function* vocabulary(turn: Turn, named: Part | undefined): Answering<string | undefined> {
  const page = named?.page ?? turn.reading;
  if (!page) return yield* lessons(turn, named, '');
  const found = yield* sayings(turn, page, DEFINES, 6);
  if (!found.length) return yield* summary(turn, partOf(turn, page));
  return `${pageLink(turn, page)} defines these:\n\n${list(found)}`;
}

export function duration(turn: Turn, part = wholeCourse(turn)): string {
  const known = part.lessons.filter(({ durationMinutes }) => durationMinutes).length;
  const name = subject(turn, part);
  if (!part.lessons.length) return `${name} has no lessons yet.`;
  if (!known && part.kind === 'page') return `${name} does not say how long it takes.`;
  if (!known)
    return `${name} has ${count(part)}. ${part.lessons.length === 1 ? 'It does not say how long it takes' : 'They do not say how long they take'}.`;
  if (part.kind === 'page') return `${name} takes about ${time(part)}.`;
  const gap = known < part.lessons.length ? `, ${known} of which say how long they take` : '';
  const modules = part.kind === 'course' ? parts(turn, 'module') : [];
  return paragraphs(
    `${name} has ${count(part)}${gap}: about ${time(part)}.`,
    list(modules.map((module) => `${partLink(turn, module)}: ${count(module)}, ${time(module)}`)),
  );
}

/** What the lessons say on operating systems. */
export function* systems(turn: Turn): Answering {
  const passages = yield* search('operating system: Windows, macOS, Linux, Ubuntu');
  const found = pieces(passages, quotedBefore(turn)).flatMap(sentencesIn);
  const naming = found
    .map((sentence) => ({ ...sentence, names: new Set(sentence.text.match(new RegExp(SYSTEMS, 'g'))).size }))
    .filter(({ names }) => names > 0)
    .sort((a, b) => b.names - a.names);
  if (!naming.length) return 'The lessons do not say which operating system they need.';
  const lead = 'This is what the lessons say on operating systems:';
  return paragraphs(lead, ...naming.slice(0, 2).map(({ cited }) => cited));
}

export function* hardware(turn: Turn, part = wholeCourse(turn), topic = ''): Answering {
  const { hardwareTier: own } = turn.profile;
  const profile =
    own && `Your profile says tier ${tierName(own)}, so I look at lessons of that tier and below.`;
  const page = topic ? yield* lessonOn(turn, topic) : part.kind === 'page' && part.page;
  if (page) {
    const needs = yield* sayings(turn, page, NEEDS, 3);
    const tier = isSilent(turn)
      ? 'does not say which hardware it needs'
      : `needs hardware tier ${tierName(page.hardwareTier)}`;
    return paragraphs(`${pageLink(turn, page)} ${tier}.`, ...needs, profile);
  }
  if (isSilent(turn)) {
    const near = lessonLinks(turn, yield* search(turn.question));
    return paragraphs(
      'The lessons do not say which hardware they need.',
      near.length > 0 && `These come nearest to your question:\n\n${list(near)}`,
    );
  }
  const onTier = (tier: number, { lessons } = part) =>
    lessons.filter((lesson) => lesson.hardwareTier === tier);
  const higher = [2, 3, 4].filter((tier) => onTier(tier).length > 0);
  const low = `${higher.length ? `${onTier(1).length} of ` : ''}${count(part)} need${(higher.length ? onTier(1) : part.lessons).length === 1 ? 's' : ''}`;
  const modules = part.kind === 'course' && higher.length ? parts(turn, 'module') : [];
  return paragraphs(
    `${low} nothing beyond hardware tier ${tierName(1)}.${higher.length ? ' The others need more:' : ''}`,
    list(higher.map((tier) => `Tier ${tierName(tier)}: ${links(turn, onTier(tier)).join(', ')}`)),
    modules.length > 0 && 'What you can do on tier 1:',
    list(
      modules.map((module) => `${partLink(turn, module)}: ${onTier(1, module).length} of ${count(module)}`),
    ),
    profile,
  );
}

/** A course whose lessons all have the tier of those that name none says nothing of hardware. */
function isSilent(turn: Turn): boolean {
  return wholeCourse(turn).lessons.every(({ hardwareTier }) => hardwareTier === 1);
}

/** The lesson that is found for what somebody asks; of several, the one whose title has a word of the topic. */
function* lessonOn(turn: Turn, topic: string): Answering<CourseDocument | undefined> {
  const paths = (yield* search(turn.question)).map(({ path }) => pagePath(path));
  const found = wholeCourse(turn).lessons.filter(({ path }) => paths.includes(path));
  const asked = terms(topic);
  return found.find(({ title }) => terms(title).some((term) => asked.includes(term)));
}

function links(turn: Turn, pages: CourseDocument[]): string[] {
  return pages.map((page) => pageLink(turn, page));
}

export function* contents(turn: Turn, part: Part | undefined): Answering<string | undefined> {
  if (part && part.kind !== 'course') return yield* summary(turn, part);
  const all = wholeCourse(turn);
  const modules = parts(turn, 'module');
  const lines = modules.map((module) => {
    const size = module.lessons.length ? ` (${count(module)})` : '';
    return `${partLink(turn, module)}${size}${after(module)}`;
  });
  return paragraphs(
    `The course has ${modules.length > 1 ? `${modules.length} modules with ` : ''}${count(all)}:`,
    lines.length ? list(lines) : described(turn, all),
    all.lessons[1] && all.lessons[0] && `It begins with ${pageLink(turn, all.lessons[0])}.`,
  );
}

/** @param request says whether lessons, chapters or modules are wanted */
export function* lessons(
  turn: Turn,
  part: Part | undefined,
  topic = '',
  request = '',
): Answering<string | undefined> {
  if (topic) {
    const links = lessonLinks(turn, yield* search(topic));
    return links.length ? `This is where the course speaks of it:\n\n${list(links)}` : decline(turn);
  }
  const kind = /\bchapters?\b/.test(request) ? 'chapter' : 'lesson';
  const below = parts(turn, 'module').flatMap((module) => listed(turn, module, kind));
  const isWanted = !/\bmodules?\b|\bhow many\b/.test(request) && below.length > 0;
  if (!part || part.kind === 'course') return isWanted ? paragraphs(...below) : yield* contents(turn, part);
  if (part.kind === 'page') return `That stands in ${partLink(turn, part)}.${sentence(part.description)}`;
  return `${partLink(turn, part)} has ${count(part)}:\n\n${described(turn, part)}`;
}

/** A page by its description, its headings and what each defines; an overview by what stands below it. */
export function* summary(turn: Turn, named: Part | undefined): Answering<string | undefined> {
  const open = turn.reading ?? lastNamed(turn);
  const part = named ?? (open && partOf(turn, open));
  // A page that is not of the course is searched for.
  if (!part) return turn.page ? undefined : yield* contents(turn, undefined);
  const { page } = part;
  const lead = `${partLink(turn, part)}${after(part)}`;
  if (part.kind !== 'page' || !page)
    return paragraphs(lead, ...(yield* sayings(turn, page, ABLE, 1)), described(turn, part));
  const all = pieces(yield* readPage(page), quotedBefore(turn));
  const defining = all.flatMap(sentencesIn).filter(({ text }) => DEFINES.test(text));
  const lines = headings(page.body)
    .filter(({ depth, text }) => depth <= 3 && text !== page.title && !isExercise(text))
    .map(({ text, anchor }) => {
      const key = defining.find(
        (said) =>
          said.path.endsWith(`#${anchor}`) &&
          definedTerms(said.text).some((term) => subjectKey(text).includes(term)),
      );
      return `${link(turn, text, `${page.path}#${anchor}`)}${key ? `: ${key.cited}` : ''}`;
    });
  const [first] = all;
  const spoken = all.find(({ prose }) => EXAMPLE.test(prose));
  const example = /\bexamples?\b/.test(turn.question)
    ? (spoken ?? all.find(({ attached }) => attached?.kind === 'code'))
    : undefined;
  return paragraphs(
    lead,
    !part.description && first && shownQuote(fromSentence(first, /^/, false)),
    list(lines, 12),
    example && `An example from the lesson:\n\n${shownQuote(fromSentence(example, EXAMPLE, !spoken))}`,
  );
}

/** The lessons of a module, or its chapters, under its name. */
function listed(turn: Turn, module: Part, kind: 'lesson' | 'chapter'): string[] {
  const chapters = parts(turn, 'chapter').filter(
    ({ lessons: [first] }) => first && module.lessons.includes(first),
  );
  const lines =
    kind === 'chapter' ? chapters.map((chapter) => partLink(turn, chapter)) : links(turn, module.lessons);
  return lines.length ? [`${partLink(turn, module)}:\n\n${list(lines)}`] : [];
}

/** Lessons with what each is about. */
function described(turn: Turn, { lessons }: Part): string {
  if (!lessons.length) return 'It has no lessons yet.';
  return list(lessons.map((lesson) => `${pageLink(turn, lesson)}${after(lesson)}`));
}

function about(turn: Turn, { description, hardwareTier, durationMinutes }: CourseDocument): string {
  const facts = [
    !isSilent(turn) && `needs hardware tier ${tierName(hardwareTier)}`,
    durationMinutes && `takes about ${durationMinutes} minutes`,
  ].filter(Boolean);
  return sentence(description) + (facts.length ? ` It ${facts.join(' and ')}.` : '');
}

function subject(turn: Turn, part: Part): string {
  return part.kind === 'course' ? part.title : partLink(turn, part);
}

/** A description behind a title. */
function after({ description }: Pick<Part, 'description'>): string {
  return description && `:${sentence(description)}`;
}

function sentence(description: string): string {
  return description && ` ${/[.!?]$/.test(description) ? description : `${description}.`}`;
}

function count({ lessons }: Part): string {
  return lessons.length === 1 ? '1 lesson' : `${lessons.length} lessons`;
}

/** `1 hour 30 minutes`. */
function time({ lessons }: Part): string {
  const total = lessons.reduce((sum, { durationMinutes = 0 }) => sum + durationMinutes, 0);
  const [hours, minutes] = [Math.floor(total / 60), total % 60];
  const named = [hours && `${hours} hour${hours === 1 ? '' : 's'}`, minutes && `${minutes} minutes`];
  return named.filter(Boolean).join(' ');
}
