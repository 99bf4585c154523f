import { definedTerms, subjectKey } from '../../search/text/definitions';
import { questionObjects, questionSubjects } from '../../search/text/question-subjects';
import { sentences } from '../../search/text/sentences';
import { STOP_WORDS } from '../../search/text/stop-words';
import { SYNONYMS } from '../../search/text/synonyms';
import { terms } from '../../search/text/terms';
import { words } from '../../search/text/words';
import { type FoundPassage, pagePath } from './lookups';
import { type Block, isExercise, passageBlocks } from './passage-blocks';
import { nearestOf } from './request';
import type { Turn } from './turn';

/** What a question wants to be told first. */
export interface Asked {
  kind: 'definition' | 'steps' | 'list' | 'statement';
  /** What is to be defined or made, as keys of `definedTerms`. */
  subjects: string[];
  /** Each word that says what it is about, by all that it can be found by. */
  concepts: string[][];
  /** "How many", "how long": a sentence without a number is no answer. */
  wantsNumber: boolean;
  wantsReason: boolean;
  /** "What is …": no other passage answers it. */
  isStrict: boolean;
  /** Something went wrong. */
  isTrouble: boolean;
}

/** What is quoted together: a paragraph, and the code, list or table that it announces; or one of these alone. */
export interface Piece {
  passage: FoundPassage;
  prose: string;
  attached: Block | undefined;
  /** Its place among all, whether they were quoted before or not. */
  at: number;
  /** It begins its section. */
  isFirst: boolean;
  /** Nothing of it was quoted before. */
  isWhole: boolean;
}

/** A piece as it is shown, and how good an answer it is. */
export interface Quote extends Piece {
  worth: number;
  isDefinition: boolean;
}

/** Prose is cut, between sentences, to about so many words. */
const PROSE_WORDS = 70;
/** Longer lists and tables are left to the lesson, unless a list was asked for. */
const BLOCK_WORDS = 110;
const LIST_WORDS = 160;
/** Share of a question that a passage has to speak of, and a piece of it with its heading. Of a long question, some words are said otherwise. */
const MIN_SHARE = { passage: 0.6, ofMany: 0.34, ofOpen: 0.5, piece: 0.26 };
const MANY_CONCEPTS = 3;

const STEPS =
  /^\W*(?:how\s+(?:to|(?:do|can|could|should|would|does)\s+(?:i|you|we|u|one|somebody|someone))\b|(?:write|create|make|install|run|start|launch|record|publish|subscribe|set\s+up|configure|build|add|use)\b)|\b(?:how\s+to|show\s+me|examples?|code|snippet|commands?|script|steps)\b/i;
/** `ros2 topic echo`, `use_sim_time`, `geometry_msgs/msg/Twist`: whoever types these wants to see them used. */
const CODE = /^\W*(?:ros2|gz|colcon)\s|^\S*[\p{L}\d][_/.:][\p{L}\d]\S*$|^[/-]/u;
const LIST =
  /^\W*(?:what|which)\s+(?:[\p{L}\d]+\s+){0,3}(?:are|exist|were|can)\b|^\W*(?:please\s+)?(?:list|name|enumerate)\s|\b(?:types|kinds|sorts|list)\s+of\b/iu;
/** Asks for more than what something is, even without a question mark. */
const OTHERWISE =
  /^\W*(?:why|when|where|which|how (?:long|many|much|often|far|fast|big|large)|can|could|does|do|did|is|are|should|will|my|i)\b/i;
/** Say what is wanted, and not on what. */
const ASKING = new Set(['define', 'definition', 'stand', 'stands']);
const HOW_MUCH = /\bhow\s+(?:many|much|long|often|far|fast|big|large)\b/i;
const NUMBER =
  /(?<![\w-])\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?|half)\b/i;

export const REASON =
  /\b(?:because|so that|the reason|therefore|otherwise|that is why|matters?|without it|the (?:main )?benefit|purpose|in order to|prevents?|avoids?)\b/i;

/** Of what went wrong a lesson speaks beside what it teaches. */
const TROUBLE =
  /^\W*(?:symptoms?|fix(?:es)?|causes?|issues?|problems?|solutions?|errors?|failures?|gaps?|troubleshooting|debug)\b/i;
const ASKS_TROUBLE =
  /\b(?:errors?|not|no|never|nothing|wrong|fail\w*|problems?|issues?|hangs?|crash\w*|fix|stuck|broken|shakes?|sinks?|falls?|debug|slow)\b/i;
/** What a program prints is not what somebody has to do. */
const PRINTED = /\b(?:output|you (?:should|will) see|expected|prints?)\b[^:]*:$/i;

/** @param query what was searched for: the question, perhaps with what it points at */
export function readAsked(question: string, query = question): Asked {
  const named = OTHERWISE.test(question) ? [] : questionSubjects(question);
  const subjects = named.flatMap((key) => [key, ...(SYNONYMS.get(key) ?? []).map(subjectKey)]);
  const isSteps = CODE.test(question) || STEPS.test(question);
  const other = LIST.test(question) ? 'list' : subjects.length ? 'definition' : 'statement';
  const kind = isSteps ? 'steps' : other;
  const content = words(query).filter(({ surface }) => !STOP_WORDS.has(surface) && !ASKING.has(surface));
  return {
    kind,
    subjects: isSteps ? questionObjects(question) : subjects,
    concepts: [
      ...new Map(
        content.map(({ whole, parts, variants }) => [whole, [whole, ...parts, ...variants]]),
      ).values(),
    ],
    wantsNumber: HOW_MUCH.test(question),
    wantsReason: /^\W*why\b/i.test(question),
    isStrict: /\b(?:what|define|definition|mean\w*)\b/i.test(question),
    isTrouble: ASKS_TROUBLE.test(question),
  };
}

/** A question with the words that no passage has as the passages most likely have them. */
export function respelled(question: string, passages: readonly FoundPassage[]): string {
  const text = passages.map(placeAndText).join('\n');
  const known = new Set(terms(text));
  const surfaces = new Set([...words(text).map(({ surface }) => surface), ...known]);
  return question.replace(/[\p{L}\p{M}]{4,}/gu, (word) => {
    if (STOP_WORDS.has(word.toLowerCase()) || terms(word).some((term) => known.has(term))) return word;
    return nearestOf(word.toLowerCase(), surfaces) ?? word;
  });
}

/** Whether a piece of a lesson has been quoted in this conversation, or is what the student asks about. */
export function saidBefore({ history, quoted }: Pick<Turn, 'history' | 'quoted'>): (text: string) => boolean {
  const answers = history.filter(({ role }) => role === 'assistant').map(({ text }) => text);
  const said = inOneLine([...answers, quoted ?? ''].join('\n'));
  return (text) => said.includes(inOneLine(text));
}

function inOneLine(text: string): string {
  return text
    .replace(/\[\[\d+\]\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The pieces of passages that can be quoted, without what was said before. */
export function pieces(
  passages: readonly FoundPassage[],
  wasSaid: (text: string) => boolean = () => false,
): Piece[] {
  let at = 0;
  return passages.flatMap((passage) => {
    const found: Piece[] = [];
    for (const block of isExercise(passage.section_title) ? [] : passageBlocks(passage.text)) {
      const last = found.at(-1);
      const piece = { passage, prose: '', at: at++, isFirst: last === undefined, isWhole: true };
      if (block.kind === 'paragraph') found.push({ ...piece, prose: block.text, attached: undefined });
      else if (last && !last.attached) last.attached = block;
      else found.push({ ...piece, attached: block });
    }
    return found.flatMap((piece) => unsaid(piece, wasSaid));
  });
}

function unsaid(piece: Piece, wasSaid: (text: string) => boolean): Piece[] {
  const all = sentences(piece.prose);
  const left = all.filter((sentence) => !wasSaid(sentence));
  const attached = piece.attached && wasSaid(piece.attached.text) ? undefined : piece.attached;
  if (!left.length && !attached) return [];
  const isWhole = left.length === all.length && attached === piece.attached;
  return [{ ...piece, prose: isWhole ? piece.prose : left.join(' '), attached, isWhole }];
}

/**
 * What answers a question, word for word: the piece that says most of it. None where no passage speaks of enough of it.
 *
 * @param all of the best passage first
 * @param open path of the page that is open, which comes first
 */
export function bestQuote(all: readonly Piece[], asked: Asked, open?: string): Quote | undefined {
  const shares = new Map(all.map(({ passage }) => [passage, share(asked, placeAndText(passage))]));
  const passages = [...shares.keys()];
  const isLong = asked.concepts.length > MANY_CONCEPTS;
  const least = isLong ? MIN_SHARE.ofMany : MIN_SHARE.passage;
  // A long question says by itself what it is about.
  const ofOpen = isLong ? Math.max(...shares.values()) : MIN_SHARE.ofOpen;
  const quotes = all.flatMap((piece): Quote[] => {
    const { passage } = piece;
    const speaks = shares.get(passage) ?? 0;
    const isOpen = pagePath(passage.path) === open && speaks >= ofOpen;
    const quote = isOpen || speaks >= least ? toQuote(piece, asked) : undefined;
    if (!quote) return [];
    const place = (isOpen ? 0.6 : 0) - 0.1 * passages.indexOf(passage) - (passage.lesson === 0 ? 0.5 : 0);
    return [{ ...quote, worth: quote.worth + speaks + place }];
  });
  return quotes.sort((a, b) => b.worth - a.worth)[0];
}

/** A piece as an answer; undefined for one that says too little of what is asked. */
function toQuote(piece: Piece, asked: Asked): Quote | undefined {
  const { kind, subjects } = asked;
  const defining = kind === 'definition' ? definition(piece, subjects) : undefined;
  const isDefinition = defining !== undefined;
  const attached = isDefinition || !fits(piece.attached, kind) ? undefined : piece.attached;
  const prose = defining ?? bestSentences(piece.prose, asked, attached !== undefined);
  const isStrict = kind === 'definition' && asked.isStrict;
  if (!prose && (!attached || isStrict)) return undefined;
  const shown = { ...piece, prose, attached, isDefinition };
  const heading = piece.passage.section_title ?? piece.passage.lesson_title;
  const own = share(asked, `${heading}\n${textOf(shown)}`);
  if (!isDefinition && own < MIN_SHARE.piece) return undefined;
  if (isStrict && !isDefinition && !isAbout(shown, asked)) return undefined;
  const parts = [...sentences(prose), attached?.text ?? ''];
  if (asked.wantsNumber && !parts.some((part) => NUMBER.test(part) && share(asked, part) > 0))
    return undefined;
  let worth = share(asked, textOf(shown)) + 0.4 * share(asked, heading);
  if (isDefinition) worth += isNamed(firstWords(prose), asked) ? 2 : 1.2;
  worth += 0.3 * share(asked, piece.passage.lesson_title);
  // A section says first what it is about.
  worth += (piece.isFirst ? 0.25 : 0) - (prose ? 0 : 0.2);
  if (kind === 'steps' && attached) {
    const isSteps = (attached.kind === 'code' && !PRINTED.test(prose)) || attached.isOrdered;
    worth += isSteps ? 0.5 : 0.1;
    if (sentences(piece.prose).some((sentence) => defines(sentence, subjects))) worth += 0.4;
  }
  if (!asked.isTrouble && (TROUBLE.test(prose) || TROUBLE.test(heading))) worth -= 1;
  if (asked.wantsReason && REASON.test(prose)) worth += 0.2;
  if (kind === 'list' && attached && isLongList(attached)) worth += 0.5 + own;
  return { ...shown, worth };
}

/** How much of a question a text speaks of. */
function share({ concepts }: Asked, text: string): number {
  const found = new Set(terms(text));
  const spoken = concepts.filter((concept) => concept.some((term) => found.has(term)));
  return concepts.length ? spoken.length / concepts.length : 1;
}

/** How much of a question a piece speaks of, with its heading. */
export function shareOf(asked: Asked, piece: Piece): number {
  return share(asked, `${piece.passage.section_title}\n${textOf(piece)}`);
}

export function textOf({ prose, attached }: Pick<Piece, 'prose' | 'attached'>): string {
  return `${prose}\n${attached?.text ?? ''}`;
}

function placeAndText({ lesson_title, about, section_title, text }: FoundPassage): string {
  return [lesson_title, about, section_title, text].join('\n');
}

function fits(attached: Block | undefined, kind: Asked['kind']): boolean {
  if (attached?.kind === 'code') return kind !== 'definition';
  return count(attached?.text ?? '') <= (kind === 'list' ? LIST_WORDS : BLOCK_WORDS);
}

/** Three rows and more. A table has a head and a rule besides. */
function isLongList({ kind, text }: Block): boolean {
  const lines = text.split('\n').filter((line) => /^\s*(?:[-*|]|\d+\.)/.test(line));
  return kind !== 'code' && lines.length >= (kind === 'table' ? 5 : 3);
}

/** A piece from the first sentence that fits a pattern, with what it announces; cut to what is read at once. */
export function fromSentence(piece: Piece, pattern: RegExp, keepsAttached: boolean): Piece {
  const all = sentences(piece.prose);
  // The sentence before it says what it is about.
  const start = Math.max(0, all.findIndex((sentence) => pattern.test(sentence)) - 1);
  const attached = keepsAttached ? piece.attached : undefined;
  const prose = beginning(withoutAnnouncement(all.slice(start))).join(' ');
  // What only announces something says nothing without it.
  return attached || !prose ? piece : { ...piece, prose, attached };
}

/** "The node below is …", "callbacks are never …": it says something else than what they are. */
const NO_DEFINITION =
  /^\W*(?:the|this|that|these|those)\b.{0,40}\b(?:below|above|here|shown|following)\b|^\W*(?:\S+\s){1,4}?(?:is|are)\s(?:never|always|not|now|also|often|usually|essential|important|available|ready|optional|needed|required|given|stored|sent|set)\b/i;
/** "Without URDF:" */
const NO_NAME = /^(?:without|with|why|how|what|when|where|if|no|not)\b/i;

/** Whether a sentence says what something is, or introduces it in bold: "… is named **spinning**". */
function defines(sentence: string, subjects: readonly string[]): boolean {
  const bold = Array.from(sentence.matchAll(/\*\*([^*]{2,60})\*\*/g), ([, term = '']) => term);
  const named = bold.filter((term) => !NO_NAME.test(term)).map(subjectKey);
  const isOther = NO_DEFINITION.test(sentence);
  return !isOther && [...definedTerms(sentence), ...named].some((term) => subjects.includes(term));
}

/** Where a sentence goes on to say what the name before it is: "xacro, a macro language", "every QoS policy is". */
const SAYS_WHAT = /,\s(?=(?:an?|the|which|two|three|four)\s)|\s(?=(?:is|are|means?|lets?|stands)\s)/;
/** "In the constructor": what only says where. */
const WHERE = /\b(?:in|inside|with|from|by|of|to|for|on|at)\s+(?:(?:an?|the|your)\s+)?\S+/gi;

/** Whether a piece without a definition speaks of a thing, and does not only name it. */
function isAbout({ passage, prose }: Piece, asked: Asked): boolean {
  const named = sentences(prose).flatMap((sentence) => [
    ...sentence
      .split(SAYS_WHAT)
      .slice(0, -1)
      .map((before) => before.split(' ').slice(-3).join(' ')),
    firstWords(sentence).replace(WHERE, ''),
  ]);
  return (
    named.some((name) => isNamed(name, asked)) ||
    share(asked, `${passage.lesson_title}\n${passage.section_title}`) === 1
  );
}

/** Whether a text names what is to be defined. */
export function isNamed(text: string, { subjects }: Asked): boolean {
  const key = ` ${subjectKey(text)} `;
  return subjects.some((subject) => key.includes(` ${subject} `));
}

export function firstWords(text: string): string {
  return text.split(' ').slice(0, 7).join(' ');
}

/** The sentence that defines a subject, with what the paragraph goes on to say; or the cell of a table that does. */
function definition({ prose, attached }: Piece, subjects: readonly string[]): string | undefined {
  const all = sentences(prose);
  const at = all.findIndex((sentence) => defines(sentence, subjects));
  if (at >= 0) return beginning(withoutAnnouncement(all.slice(at))).join(' ');
  return attached?.cells?.find((cell) => sentences(cell).some((sentence) => defines(sentence, subjects)));
}

/** The stretch of a paragraph that says most of what is asked; its end, if that announces what follows. */
function bestSentences(paragraph: string, asked: Asked, toEnd: boolean): string {
  const all = sentences(paragraph);
  if (toEnd) return beginning(all.toReversed()).toReversed().join(' ');
  const said = withoutAnnouncement(all);
  const shares = said.map((sentence) => share(asked, sentence));
  // The first of the best: a paragraph leads with its point.
  const best = shares.indexOf(Math.max(...shares));
  const isAtStart = count(said.slice(0, best + 1).join(' ')) <= PROSE_WORDS;
  return beginning(isAtStart ? said : said.slice(best)).join(' ');
}

/** What is not shown must not be announced. */
function withoutAnnouncement(said: string[]): string[] {
  return said.at(-1)?.endsWith(':') ? said.slice(0, -1) : said;
}

/** The first sentences, at least one, as many as are read at once. */
function beginning(said: string[]): string[] {
  const end = said.findIndex(
    (_, index) => index > 0 && count(said.slice(0, index + 1).join(' ')) > PROSE_WORDS,
  );
  return end < 0 ? said : said.slice(0, end);
}

export function count(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
