import { definedTerms, subjectKey } from '../../search/text/definitions';
import { comparedSides, questionObjects, questionSubjects } from '../../search/text/question-subjects';
import { sentences } from '../../search/text/sentences';
import { STOP_WORDS } from '../../search/text/stop-words';
import { terms } from '../../search/text/terms';
import { words } from '../../search/text/words';
import type { FoundPassage } from './lookups';
import { type Block, isExercise, passageBlocks } from './passage-blocks';
import { nearestOf } from './request';

/** What a question wants to be told first. */
export interface Asked {
  kind: 'definition' | 'steps' | 'list' | 'statement';
  /** What is to be defined or made, as keys of `definedTerms`. */
  subjects: string[];
  /** Each word that says what it is about, by all that it can be found by. */
  concepts: string[][];
  /** "How many", "how long": a sentence without a number is no answer. */
  wantsNumber: boolean;
}

type Attached = Exclude<Block, { kind: 'paragraph' }>;

/** What is quoted together: a paragraph, and the code, list or table that it announces; or one of these alone. */
export interface Piece {
  passage: FoundPassage;
  prose: string;
  attached: Attached | undefined;
  /** Its place among all, whether they were said before or not. */
  at: number;
  /** It begins its section. */
  isFirst: boolean;
  /** Nothing of it was quoted before. */
  isWhole: boolean;
}

/** A piece as it is shown, and how good an answer it is. */
export interface Quote extends Pick<Piece, 'passage' | 'prose' | 'attached'> {
  worth: number;
  /** Which concepts it has, in its own words. */
  has: ReadonlySet<number>;
  isDefinition: boolean;
  words: number;
}

/** Prose is cut, between sentences, to about so many words. */
const PROSE_WORDS = 70;
/** Longer lists and tables are left to the lesson, unless a list was asked for. */
const BLOCK_WORDS = 110;
const LIST_WORDS = 160;
const ANSWER_WORDS = 150;
/** Share of a question that a passage has to speak of, with its titles, and that a piece of it has to with its heading, to be quoted. */
const LEAST_SHARE = 0.6;
const LEAST_OWN_SHARE = 0.33;
/** Of a long question, some words are said otherwise. */
const MANY_CONCEPTS = 3;
const LEAST_SHARE_OF_MANY = 0.34;
/** A search that finds so few lessons knows what is meant, in other words than theirs. */
const FEW_LESSONS = 2;

const STEPS =
  /^\W*(?:how\s+(?:do|can|could|should|would|to|does\s+one)\b|(?:write|create|make|install|run|start|launch|record|publish|subscribe|set\s+up|configure|build|add|use)\b)|\b(?:how\s+to|show\s+me|examples?|snippet|commands?|script|steps)\b/i;
/** `ros2 topic echo`, `use_sim_time`, `geometry_msgs/msg/Twist`: whoever types these wants to see them used. */
const CODE = /^\W*(?:ros2|gz|colcon)\s|^\S*[\p{L}\d][_/.:][\p{L}\d]\S*$|^[/-]/u;
const LIST =
  /^\W*(?:what|which)\s+(?:[\p{L}\d]+\s+){0,3}(?:are|exist|were)\b|^\W*(?:please\s+)?(?:list|name|enumerate)\s|\b(?:types|kinds|sorts|list)\s+of\b/iu;
const HOW_MUCH = /\bhow\s+(?:many|much|long|often|far|fast|big|large)\b/i;
const NUMBER =
  /(?<![\w-])\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?|half)\b/i;

/** @param query what was searched for: the question, perhaps with what it points at */
export function readAsked(question: string, query: string): Asked {
  const subjects = questionSubjects(question);
  const kind =
    CODE.test(question) || STEPS.test(question)
      ? 'steps'
      : LIST.test(question)
        ? 'list'
        : subjects.length
          ? 'definition'
          : 'statement';
  return {
    kind,
    subjects: kind === 'steps' ? questionObjects(question) : subjects,
    concepts: conceptsOf(query),
    wantsNumber: HOW_MUCH.test(question),
  };
}

function conceptsOf(text: string): string[][] {
  const named = words(text).filter(({ surface }) => !STOP_WORDS.has(surface));
  const all = named.map(({ whole, parts, variants }) => [whole, ...parts, ...variants]);
  return [...new Map(all.map((concept) => [concept[0], concept])).values()];
}

/** A question with the words that no passage has as the passages most likely have them. */
export function respelled(question: string, passages: readonly FoundPassage[]): string {
  const texts = passages.map(({ lesson_title, section_title, text }) =>
    [lesson_title, section_title, text].join('\n'),
  );
  const known = new Set(terms(texts.join('\n')));
  const surfaces = [...words(texts.join('\n')).map(({ surface }) => surface), ...known];
  return question.replace(/[\p{L}\p{M}]{4,}/gu, (word) => {
    if (STOP_WORDS.has(word.toLowerCase()) || terms(word).some((term) => known.has(term))) return word;
    return nearestOf(word.toLowerCase(), surfaces) ?? word;
  });
}

/** The pieces of passages that can be quoted, without what was said before. */
export function pieces(
  passages: readonly FoundPassage[],
  wasSaid: (text: string) => boolean = () => false,
): Piece[] {
  let at = 0;
  return passages.flatMap((passage) => {
    if (isExercise(passage.section_title)) return [];
    const found: Piece[] = [];
    for (const block of passageBlocks(passage.text)) {
      const last = found.at(-1);
      const piece = { passage, at: at++, isFirst: last === undefined, isWhole: true };
      if (block.kind === 'paragraph') found.push({ ...piece, prose: block.text, attached: undefined });
      else if (last && !last.attached) last.attached = block;
      else found.push({ ...piece, prose: '', attached: block });
    }
    return found.flatMap((piece) => unsaid(piece, wasSaid));
  });
}

function unsaid(piece: Piece, wasSaid: (text: string) => boolean): Piece[] {
  const { prose, attached } = piece;
  const left = sentences(prose).filter((sentence) => !wasSaid(sentence));
  const shown = attached && wasSaid(attached.text) ? undefined : attached;
  const isWhole = left.length === sentences(prose).length && shown === attached;
  return left.length || shown
    ? [{ ...piece, prose: isWhole ? prose : left.join(' '), attached: shown, isWhole }]
    : [];
}

/**
 * What answers a question, word for word: one piece, and perhaps a second that adds to it. Nothing where no passage speaks of enough of it.
 *
 * @param passages the best first
 * @param open path of the page that is open: as good a passage of it comes first
 */
export function bestQuotes(all: readonly Piece[], asked: Asked, open?: string): Quote[] {
  const passages = [...new Set(all.map(({ passage }) => passage))];
  const shares = passages.map((passage) => share(asked, placeAndText(passage)));
  const most = Math.max(0, ...shares);
  const isNarrow = new Set(passages.map(({ lesson_title }) => lesson_title)).size <= FEW_LESSONS;
  const least = isNarrow
    ? LEAST_OWN_SHARE
    : asked.concepts.length > MANY_CONCEPTS
      ? LEAST_SHARE_OF_MANY
      : LEAST_SHARE;
  const judged = all
    .flatMap((piece) => {
      const rank = passages.indexOf(piece.passage);
      const speaks = shares[rank] ?? 0;
      if (asked.concepts.length && speaks < least) return [];
      const isOpen = open !== undefined && piece.passage.path.replace(/#.*$/, '') === open && speaks >= most;
      const isOverview = piece.passage.lesson === 0;
      const quote = toQuote(piece, asked);
      return quote
        ? [
            {
              ...quote,
              worth:
                quote.worth +
                speaks -
                0.08 * rank +
                (isOpen ? (asked.kind === 'statement' ? 0.15 : 0.5) : 0) -
                (isOverview ? 0.3 : 0),
            },
          ]
        : [];
    })
    .sort((one, other) => other.worth - one.worth);
  const [main] = judged;
  if (!main) return [];
  const second = judged.find((quote) => quote !== main && adds(quote, main, asked));
  return second ? [main, second] : [main];
}

/** Beside a definition only another one is worth reading, and beside a lesson no overview. */
function adds(quote: Quote, main: Quote, asked: Asked): boolean {
  const isSame = quote.passage.marker === main.passage.marker;
  if (main.words + quote.words > ANSWER_WORDS || quote.worth < 0.6 * main.worth) return false;
  if (quote.attached?.kind === 'code' && main.attached?.kind === 'code') return false;
  if (quote.passage.lesson === 0 && main.passage.lesson > 0) return false;
  if (main.isDefinition) return quote.isDefinition && !isSame;
  const isNew = [...quote.has].some((concept) => !main.has.has(concept));
  return isNew || (!isSame && quote.has.size >= 0.6 * asked.concepts.length);
}

function toQuote(piece: Piece, asked: Asked): Quote | undefined {
  const { passage, attached, isFirst } = piece;
  const defining = asked.kind === 'definition' ? definition(piece, asked.subjects) : undefined;
  const shown = defining === undefined && attached && fits(attached, asked) ? attached : undefined;
  const prose = defining ?? bestSentences(piece.prose, asked, shown !== undefined);
  if (!prose && !shown) return undefined;
  const has = conceptsIn(asked, new Set(terms(`${prose}\n${shown?.text ?? ''}`)));
  const headed = conceptsIn(asked, new Set(terms(passage.section_title ?? '')));
  const part = (set: ReadonlySet<number>) => set.size / Math.max(1, asked.concepts.length);
  const own = part(new Set([...headed, ...has]));
  if (
    defining === undefined &&
    asked.concepts.length > 0 &&
    own < Math.min(LEAST_OWN_SHARE, 1.4 / asked.concepts.length)
  )
    return undefined;
  if (asked.wantsNumber && !NUMBER.test(`${prose} ${shown?.text ?? ''}`)) return undefined;
  const worth =
    part(has) +
    0.4 * part(headed) +
    (defining === undefined ? 0 : 2) +
    (asked.kind === 'steps' && shown ? stepsWorth(shown, piece.prose, asked) : 0) +
    (asked.kind === 'list' && shown && isLongList(shown) ? 0.5 + own : 0) +
    // A section says first what it is about.
    (isFirst ? 0.25 : 0) -
    (prose === '' ? 0.2 : 0);
  const length = count(prose) + (shown && shown.kind !== 'code' ? count(shown.text) : 0);
  return { passage, prose, attached: shown, worth, has, isDefinition: defining !== undefined, words: length };
}

/** Code and numbered steps are what is wanted, those first that say what the thing is that they make. */
function stepsWorth(attached: Attached, prose: string, { subjects }: Asked): number {
  const isSteps = attached.kind === 'code' || (attached.kind === 'list' && attached.isOrdered);
  const defines = sentences(prose).some((one) => definedTerms(one).some((term) => subjects.includes(term)));
  return (isSteps ? 0.5 : 0.1) + (defines ? 0.7 : 0);
}

/** How much of a question a piece speaks of, with its headings. */
export function shareOf(asked: Asked, { passage, prose, attached }: Piece): number {
  return share(asked, [passage.section_title, prose, attached?.text].join('\n'));
}

/** The concepts of a question that are among some terms, by number. */
function conceptsIn({ concepts }: Asked, said: ReadonlySet<string>): ReadonlySet<number> {
  return new Set(
    concepts.flatMap((concept, index) => (concept.some((term) => said.has(term)) ? [index] : [])),
  );
}

function share(asked: Asked, text: string): number {
  return conceptsIn(asked, new Set(terms(text))).size / Math.max(1, asked.concepts.length);
}

function placeAndText({ lesson_title, about, section_title, text }: FoundPassage): string {
  return [lesson_title, about, section_title, text].join('\n');
}

function fits(attached: Attached, { kind }: Asked): boolean {
  if (attached.kind === 'code') return kind !== 'definition';
  return count(attached.text) <= (kind === 'list' ? LIST_WORDS : BLOCK_WORDS);
}

/** Three rows and more. */
function isLongList({ kind, text }: Attached): boolean {
  const lines = text.split('\n').filter((line) => /^\s*(?:[-*|]|\d+\.)/.test(line));
  // A table has a head and a rule besides its rows.
  return kind !== 'code' && lines.length >= (kind === 'table' ? 5 : 3);
}

/** A piece from the first sentence that fits a pattern, with what it announces; cut to what is read at once. */
export function fromSentence(piece: Piece, pattern: RegExp, keepsAttached: boolean): Piece {
  const all = sentences(piece.prose);
  // The sentence before it says what it is about.
  const start = Math.max(0, all.findIndex((sentence) => pattern.test(sentence)) - 1);
  const attached = keepsAttached ? piece.attached : undefined;
  const prose = upTo(announcingNothing(all.slice(start)));
  // What only announces something says nothing without it.
  return attached || !prose ? piece : { ...piece, prose, attached };
}

/** A term in bold is introduced where it stands: "… is named **spinning**". */
function inBold(sentence: string): string[] {
  return [...sentence.matchAll(/\*\*([^*]{2,60})\*\*/g)].map(([, term = '']) => subjectKey(term));
}

/** "The node below is …" */
const POINTS = /^\W*(?:the|this|that|these|those)\b.{0,40}\b(?:below|above|here|shown|following)\b/i;

/** The sentence that defines a subject, with what the paragraph goes on to say; or the cell of a table that does. */
function definition({ prose, attached }: Piece, subjects: readonly string[]): string | undefined {
  const defines = (sentence: string) =>
    !POINTS.test(sentence) &&
    definedTerms(sentence)
      .concat(inBold(sentence))
      .some((term) => subjects.includes(term));
  const all = sentences(prose);
  const at = all.findIndex(defines);
  if (at >= 0) return upTo(announcingNothing(all.slice(at)));
  return attached?.kind === 'table'
    ? attached.cells.find((cell) => sentences(cell).some(defines))
    : undefined;
}

/** The stretch of a paragraph that says most of what is asked; to its end, if that announces what follows. */
function bestSentences(paragraph: string, asked: Asked, toEnd: boolean): string {
  if (toEnd && count(paragraph) <= PROSE_WORDS) return paragraph;
  const all = sentences(paragraph);
  if (toEnd) {
    let from = all.length - 1;
    while (from > 0 && count(all.slice(from - 1).join(' ')) <= PROSE_WORDS) from -= 1;
    return all.slice(from).join(' ');
  }
  const said = announcingNothing(all);
  const hits = said.map((sentence) => conceptsIn(asked, new Set(terms(sentence))).size);
  // The first of the best: a paragraph leads with its point.
  const best = hits.indexOf(Math.max(...hits));
  const isAtStart = count(said.slice(0, best + 1).join(' ')) <= PROSE_WORDS;
  return upTo(isAtStart ? said : said.slice(best));
}

/** Without a last sentence that announces something: what is not shown must not be announced. */
function announcingNothing(said: string[]): string[] {
  return said.at(-1)?.endsWith(':') ? said.slice(0, -1) : said;
}

function upTo(said: string[]): string {
  let end = Math.min(1, said.length);
  while (end < said.length && count(said.slice(0, end + 1).join(' ')) <= PROSE_WORDS) end += 1;
  return said.slice(0, end).join(' ');
}

function count(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** "When do I use a topic, when a service, and when an action?" */
const WHEN =
  /,?\s*(?:and\s+)?\bwhen\s+(?:(?:do|should|would|to)\s+)?(?:i\s+|we\s+|you\s+)?(?:use\s+)?(?:an?\s+|the\s+)?/i;
/** "Topic, service or action?" */
const EITHER =
  /^\W*(?<names>[\p{L}\d][\p{L}\d _-]{1,40}?(?:,\s*[\p{L}\d][\p{L}\d _-]{1,40}?)*),?\s+or\s+(?<last>[\p{L}\d][\p{L}\d _-]{1,40})\?*\s*$/iu;
const WHERE = /\s+(?:in|for|on|when|if)\s.*$/i;

/** What a question wants to be told apart, as it is written; none for other questions. */
export function sidesOf(question: string): string[] {
  const cases = question
    .trim()
    .split(WHEN)
    .slice(1)
    .map((side) => side.replace(WHERE, '').replace(/[\s?.,!]+$/, ''));
  if (cases.length > 1 && cases.every((side) => side && side.split(' ').length <= 4)) return cases;
  const { names, last } = EITHER.exec(question)?.groups ?? {};
  if (
    names &&
    last &&
    question.split(' ').length <= 8 &&
    !/^\W*(?:is|are|do|does|can|should|did|was)\b/i.test(question)
  )
    return [...names.split(/,\s*/), last];
  return comparedSides(question) ?? [];
}

/** What is said on each side, in their order, its definition before all else; and a table that has all of them. */
export function compareQuotes(
  all: readonly Piece[],
  sides: readonly string[],
): { quotes: Quote[]; missing: string[] } {
  const tables = all.filter(
    ({ attached }) =>
      attached?.kind === 'table' && count(attached.text) <= BLOCK_WORDS && hasEach(attached.text, sides),
  );
  const table =
    tables.find(({ attached }) => hasEach(attached?.text.split('\n')[0] ?? '', sides)) ?? tables[0];
  const sayings = sides.map((side) => onSide(all, side));
  const quotes = sayings.flatMap((quote) => (quote && (quote.isDefinition || !table) ? [quote] : []));
  const shown =
    table &&
    toQuote(
      { ...table, prose: table.prose.endsWith(':') ? table.prose : '' },
      { ...readAsked('', ''), kind: 'list' },
    );
  return {
    quotes: [
      ...new Map(
        [...(sides.length > 2 && shown ? [] : quotes), ...(shown ? [shown] : [])].map((quote) => [
          quote.prose + quote.attached?.text,
          quote,
        ]),
      ).values(),
    ],
    missing: table ? [] : sides.filter((_, index) => !sayings[index]),
  };
}

/** Whether a piece defines a side. */
export function isDefined(all: readonly Piece[], side: string): boolean {
  return onSide(all, side)?.isDefinition ?? false;
}

function onSide(all: readonly Piece[], side: string): Quote | undefined {
  const asked: Asked = {
    kind: 'definition',
    subjects: [subjectKey(side)],
    concepts: conceptsOf(side),
    wantsNumber: false,
  };
  const judged = all.flatMap(
    (piece) =>
      toQuote({ ...piece, attached: piece.attached?.kind === 'table' ? piece.attached : undefined }, asked) ??
      [],
  );
  const full = judged.filter(({ prose, has }) => prose && has.size === asked.concepts.length);
  const isAboutIt = ({ prose }: Quote) => subjectKey(prose).startsWith(`${subjectKey(side)} `);
  return judged.find(({ isDefinition }) => isDefinition) ?? full.find(isAboutIt) ?? full[0];
}

/** Each side has a word of its own in the table; "joint" alone does not tell a revolute from a continuous one. */
function hasEach(table: string, sides: readonly string[]): boolean {
  const said = new Set(terms(table));
  return sides.every((side) => {
    const others = new Set(sides.filter((other) => other !== side).flatMap(terms));
    return terms(side).some((term) => !others.has(term) && said.has(term));
  });
}
