import { type CourseDocument, headings } from '../../search/course';
import { definedTerms } from '../../search/text/definitions';
import { sentences } from '../../search/text/sentences';
import { terms } from '../../search/text/terms';
import { decline, lessonLinks } from './closest';
import { pagePath, readPage, search } from './lookups';
import { list, paragraphs } from './markdown';
import { tierName } from './memory';
import { lastNamed, link, type Part, pageLink, partLink, partOf, parts, wholeCourse } from './parts';
import { isExercise } from './passage-blocks';
import { quoteAnswer, shownQuote } from './quote-answer';
import { fromSentence, type Piece, pieces } from './quotes';
import { saidBefore } from './said';
import type { Answering, Turn } from './turn';

export function* start(turn: Turn, part = wholeCourse(turn)): Answering {
  const [first, second] = part.lessons;
  if (!first) return decline(turn);
  const overview = parts(turn, 'module').find((module) => module.lessons.includes(first));
  return paragraphs(
    `Start with ${pageLink(turn, first)}, the first lesson of ${part.kind === 'course' ? 'the course' : `“${part.title}”`}.${about(first)}`,
    second && `After it comes ${pageLink(turn, second)}.`,
    overview && `The whole of it is laid out in ${partLink(turn, overview)}.`,
  );
}

export function* next(turn: Turn, named: Part | undefined): Answering {
  const last = named?.lessons.at(-1) ?? turn.reading ?? lastNamed(turn);
  if (!last) return yield* start(turn);
  const all = wholeCourse(turn).lessons;
  // From an overview it goes on with the first lesson below it.
  const below = turn.reading && partOf(turn, turn.reading);
  const lesson =
    below && below.kind !== 'page' && !named?.lessons.includes(last)
      ? below.lessons[0]
      : all[all.indexOf(last) + 1];
  return lesson
    ? `The next lesson is ${pageLink(turn, lesson)}.${about(lesson)} Say “open the next lesson”, and I open it.`
    : 'That was the last lesson of the course. Ask me about any of them again.';
}

export function* prerequisites(turn: Turn, named: Part | undefined): Answering {
  const part = named ?? (turn.reading ? partOf(turn, turn.reading) : wholeCourse(turn));
  const all = wholeCourse(turn).lessons;
  const earlier = part.lessons[0] ? all.slice(0, all.indexOf(part.lessons[0])).slice(-3) : [];
  const needs = yield* sayings(turn, part.page ?? parts(turn)[0]?.page, NEEDS, 2);
  return paragraphs(
    earlier.length
      ? `Before “${part.title}” the course has these lessons, the nearest last:\n\n${list(earlier.map((lesson) => pageLink(turn, lesson)))}`
      : `Nothing comes before ${subject(turn, part)} in the course.`,
    needs.length > 0 && 'On what is needed it says itself:',
    ...needs,
  );
}

const NEEDS =
  /\byou (?:will )?(?:only )?need\b|\bprerequisites?\b|\b(?:lesson|chapter|module|examples?) (?:only )?(?:assumes?|requires?|needs?|builds? on)\b|\bno (?:prior|previous)\b|\byou (?:should|must) (?:already )?(?:know|have)\b|\b(?:laptop|computer|machine) is enough\b/i;
const DEMANDS =
  /\b(?:needs? an?|requires?|without an?|you need|is enough|tier \d)\b|\b(?:laptop|workstation)\b.*\bcan\b/i;
const ABLE = /\byou (?:will|can|are)(?: \w+)? (?:able to|learn)\b|\bwhen you finish\b/i;
const EXAMPLE = /\b(?:for example|for instance|such as|imagine|think of)\b/i;
/** `A node is a …`, `LoRA means …`: a name of few words, and what it is. */
const DEFINES =
  /^(?:an? )?(?!(?:the|this|that|it|its|these|there|here|each|both|one|your|our|my|what)\b)[\p{L}\d`*_-]+(?: [\p{L}\d`*_-]+){0,3}(?:,[^,]{2,60},)?(?: \([^)]{2,40}\))? (?:means|stands for|(?:is|are) (?:an?|the|one|what|how|any|software|data|code)\b)/iu;

interface Sentence {
  text: string;
  /** With its source behind it. */
  cited: string;
  path: string;
}

/** What a page says, sentence by sentence, and each cell of its tables; without what was said before. */
function* sentencesOf(turn: Turn, page: CourseDocument): Answering<Sentence[]> {
  return pieces(yield* readPage(page), saidBefore(turn)).flatMap(sentencesIn);
}

function sentencesIn({ prose, attached, passage: { path, marker } }: Piece): Sentence[] {
  const texts = [...sentences(prose), ...(attached?.kind === 'table' ? attached.cells : [])];
  return texts
    .filter((text) => !text.endsWith(':'))
    .map((text) => ({ text, path, cited: `${text} ${marker}` }));
}

function* sayings(
  turn: Turn,
  page: CourseDocument | undefined,
  pattern: RegExp,
  max: number,
): Answering<string[]> {
  const all = page ? yield* sentencesOf(turn, page) : [];
  return all.flatMap(({ text, cited }) => (pattern.test(text) ? [cited] : [])).slice(0, max);
}

export function* vocabulary(turn: Turn, named: Part | undefined): Answering<string | undefined> {
  const page = named?.page ?? turn.reading;
  if (!page) return yield* lessons(turn, named, '');
  const found = (yield* sentencesOf(turn, page)).filter(({ text }) => DEFINES.test(text));
  if (!found.length) return yield* summary(turn, partOf(turn, page));
  return `${pageLink(turn, page)} defines these:\n\n${list(
    found.map(({ cited }) => cited),
    6,
  )}`;
}

export function* duration(turn: Turn, part = wholeCourse(turn)): Answering {
  const known = part.lessons.filter(({ durationMinutes }) => durationMinutes).length;
  const name = subject(turn, part);
  if (!known) return `${name} has ${count(part)}. They do not say how long they take.`;
  if (part.kind === 'page') return `${name} takes about ${time(part)}.`;
  const gap = known < part.lessons.length ? `, ${known} of which say how long they take` : '';
  const modules = part.kind === 'course' ? parts(turn, 'module') : [];
  return paragraphs(
    `${name} has ${count(part)}${gap}: about ${time(part)}.`,
    list(modules.map((module) => `${partLink(turn, module)}: ${count(module)}, ${time(module)}`)),
  );
}

export function* hardware(turn: Turn, named: Part | undefined, topic: string): Answering {
  const part = named ?? wholeCourse(turn);
  if (topic) {
    const found = yield* search(turn.question);
    const near = part.lessons.filter(({ path }) => found.some((passage) => pagePath(passage.path) === path));
    const isNamed = ({ title }: CourseDocument) => terms(title).some((term) => terms(topic).includes(term));
    const [lesson] = [...near.filter(isNamed), ...near];
    if (!lesson) return decline(turn);
    const needs = yield* sayings(turn, lesson, DEMANDS, 3);
    const tier = `The hardware tier of ${pageLink(turn, lesson)} is ${tierName(lesson.hardwareTier)}.`;
    return needs.length ? paragraphs(tier, ...needs) : paragraphs(yield* quoteAnswer(turn, found), tier);
  }
  const own = turn.profile.hardwareTier;
  const profile =
    own && `Your profile says tier ${tierName(own)}, so I look at lessons of that tier and below.`;
  if (part.kind === 'page') {
    const needs = yield* sayings(turn, part.page, NEEDS, 2);
    const tier = part.page?.hardwareTier ?? 1;
    return paragraphs(`${subject(turn, part)} needs hardware tier ${tierName(tier)}.`, ...needs, profile);
  }
  const onTier = (tier: number, { lessons } = part) =>
    lessons.filter(({ hardwareTier }) => hardwareTier === tier);
  const higher = [2, 3, 4].filter((tier) => onTier(tier).length > 0);
  const low = onTier(1).length;
  const modules = part.kind === 'course' && higher.length ? parts(turn, 'module') : [];
  // A course that names no tiers may speak of them all the same.
  const spoken = higher.length ? [] : lessonLinks(turn, yield* search(turn.question));
  return paragraphs(
    `${higher.length ? `${low} of ${count(part)} need` : `${count(part)} need${part.lessons.length === 1 ? 's' : ''}`} nothing beyond hardware tier ${tierName(1)}.${higher.length ? ' The others need more:' : ''}`,
    list(
      higher.map(
        (tier) =>
          `Tier ${tierName(tier)}: ${onTier(tier)
            .map((lesson) => pageLink(turn, lesson))
            .join(', ')}`,
      ),
    ),
    modules.length > 0 && 'What you can do on tier 1:',
    list(
      modules.map((module) => `${partLink(turn, module)}: ${onTier(1, module).length} of ${count(module)}`),
    ),
    spoken.length > 0 && 'This is where it speaks of hardware:',
    list(spoken),
    profile,
  );
}

export function* contents(turn: Turn, part: Part | undefined): Answering<string | undefined> {
  if (part && part.kind !== 'course') return yield* summary(turn, part);
  const all = wholeCourse(turn);
  const modules = parts(turn, 'module');
  return paragraphs(
    `The course has ${modules.length > 1 ? `${modules.length} modules with ` : ''}${count(all)}:`,
    modules.length
      ? list(
          modules.map(
            (module) =>
              `${partLink(turn, module)}${module.lessons.length ? ` (${count(module)})` : ''}${after(module)}`,
          ),
        )
      : described(turn, all),
    all.lessons[0] && `It begins with ${pageLink(turn, all.lessons[0])}.`,
  );
}

export function* lessons(turn: Turn, part: Part | undefined, topic: string): Answering<string | undefined> {
  if (topic) {
    const links = lessonLinks(turn, yield* search(topic));
    return links.length ? `This is where the course speaks of it:\n\n${list(links)}` : decline(turn);
  }
  if (!part || part.kind === 'course') return yield* contents(turn, part);
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
  const all = pieces(yield* readPage(page), saidBefore(turn));
  const said = all.flatMap(sentencesIn);
  const example = /\bexamples?\b/.test(turn.question)
    ? (all.find(({ prose }) => EXAMPLE.test(prose)) ?? all.find(({ attached }) => attached?.kind === 'code'))
    : undefined;
  const [first] = part.description ? [] : all;
  const beginning = first && fromSentence(first, /^/, false);
  const shown = example && fromSentence(example, EXAMPLE, !EXAMPLE.test(example.prose));
  const sections = headings(page.body).filter(
    ({ depth, text }) => depth <= 3 && text !== page.title && !isExercise(text),
  );
  const lines = sections.map(({ text, anchor }) => {
    const own = new Set(terms(text));
    const isNamed = (one: string) =>
      definedTerms(one).some((term) => term.split(' ').every((word) => own.has(word)));
    const key = said.find(
      (one) => one.path.endsWith(`#${anchor}`) && DEFINES.test(one.text) && isNamed(one.text),
    );
    return `${link(turn, text, `${page.path}#${anchor}`)}${key ? `: ${key.cited}` : ''}`;
  });
  return paragraphs(
    lead,
    ...(beginning ? shownQuote(beginning, beginning) : []),
    list(lines, 12),
    shown && 'An example from the lesson:',
    ...(shown ? shownQuote(shown, shown) : []),
  );
}

/** Lessons with what each is about. */
function described(turn: Turn, { lessons }: Part): string {
  return list(lessons.map((lesson) => `${pageLink(turn, lesson)}${after(lesson)}`));
}

function about({ description, hardwareTier, durationMinutes }: CourseDocument): string {
  const minutes = durationMinutes ? ` and takes about ${durationMinutes} minutes` : '';
  return `${sentence(description)} It needs hardware tier ${tierName(hardwareTier)}${minutes}.`;
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
