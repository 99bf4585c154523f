import { definedTerms, subjectKey } from '../../search/text/definitions';
import { sentences } from '../../search/text/sentences';
import { type Asked, NUMBER, placeAndText, REASON, share, weighted } from './asked';
import { pagePath } from './lookups';
import type { Block } from './passage-blocks';
import { beginning, count, type Piece, PROSE_WORDS, textOf, withoutAnnouncement } from './pieces';

/** A piece as it is shown, and how good an answer it is. */
export interface Quote extends Piece {
  worth: number;
  isDefinition: boolean;
}

/** Longer lists and tables are left to the lesson, unless a list was asked for. */
const BLOCK_WORDS = 110;
const LIST_WORDS = 160;
/** Share of a question that a passage has to speak of, and a piece of it with its heading. Of a long question, some words are said otherwise. */
const MIN_SHARE = { passage: 0.6, ofMany: 0.34, ofOpen: 0.5, piece: 0.26 };
const MANY_CONCEPTS = 3;

/** Of what went wrong a lesson speaks beside what it teaches. */
const TROUBLE =
  /^\W*(?:symptoms?|fix(?:es)?|causes?|issues?|problems?|solutions?|errors?|failures?|gaps?|troubleshooting|debug)\b/i;
/** Heads what helps where something does not work. */
const FAULT =
  /\b(?:faults?|lost|silent|missing|fail\w*|mistakes?|wrong|(?:do|does|did) not|shakes?|sinks?|when (?:it|things)|errors?|find out|troubleshooting|debug\w*)\b/i;
/** Says when something goes wrong, or what has to be so that it does not. */
const REMEDY =
  /\b(?:if|without|unless|otherwise|until|before|must|has to|have to|never|instead|because|(?:is|are|does|do|can) not|cannot|errors?|warnings?|fix|check|missing|silent|nothing|reason)\b/i;
/** What a program prints is not what somebody has to do. */
const PRINTED = /\b(?:output|you (?:should|will) see|expected|prints?)\b[^:]*:$/i;

/**
 * What answers a question, word for word: the piece that says most of it. None where no passage speaks of enough of it.
 *
 * @param all of the best passage first
 * @param open the page that is open, or that the question points at, which comes first
 */
export function bestQuote(
  all: readonly Piece[],
  asked: Asked,
  { path: open, isPointedAt }: { path?: string | undefined; isPointedAt?: boolean } = {},
): Quote | undefined {
  const shares = new Map(all.map(({ passage }) => [passage, share(asked, placeAndText(passage))]));
  const passages = [...shares.keys()];
  const isLong = asked.concepts.length > MANY_CONCEPTS;
  const least = isLong ? MIN_SHARE.ofMany : MIN_SHARE.passage;
  // A long question says by itself what it is about.
  const own = isLong ? Math.max(...shares.values()) : MIN_SHARE.ofOpen;
  const ofOpen = isPointedAt ? MIN_SHARE.ofMany : own;
  const rare = weighted(asked, all.map(headingAndText));
  const quotes = all.flatMap((piece): Quote[] => {
    const { passage } = piece;
    const speaks = shares.get(passage) ?? 0;
    const isOpen = pagePath(passage.path) === open && speaks >= ofOpen;
    const quote = isOpen || speaks >= least ? toQuote(piece, rare) : undefined;
    // A word that no passage has counts here, too.
    const isSlight = quote && !quote.isDefinition && share(asked, headingAndText(quote)) < MIN_SHARE.piece;
    if (!quote || isSlight) return [];
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
  const helps = asked.isTrouble ? remedyShare(piece, asked) : 0;
  // What helps stands in the sentences; the code beside them is what was tried.
  const hidesCode = helps > 0 && kind !== 'steps' && piece.attached?.kind === 'code';
  const attached = isDefinition || hidesCode || !fits(piece.attached, kind) ? undefined : piece.attached;
  const prose = defining ?? bestSentences(piece.prose, asked, attached !== undefined);
  const isStrict = kind === 'definition' && asked.isStrict;
  if (!prose && (!attached || isStrict)) return undefined;
  const shown = { ...piece, prose, attached, isDefinition };
  const { heading } = piece;
  const own = share(asked, headingAndText(shown));
  if (!isDefinition && own < MIN_SHARE.piece) return undefined;
  if (isStrict && !isDefinition && !isAbout(shown, asked)) return undefined;
  const parts = [...sentences(prose), attached?.text ?? ''];
  if (asked.wantsNumber && !parts.some((part) => NUMBER.test(part) && share(asked, part) > 0))
    return undefined;
  // A long table has a word of everything.
  const said = Math.max(
    share(asked, prose),
    kind === 'statement' ? 0.7 * share(asked, textOf(shown)) : share(asked, textOf(shown)),
  );
  let worth = said + 0.4 * share(asked, heading);
  if (isDefinition) worth += isNamed(firstWords(prose), asked) ? 2 : 1.2;
  worth += 0.3 * share(asked, piece.passage.lesson_title);
  // A section says first what it is about, a lesson why somebody should read it.
  worth += (piece.isFirst ? 0.25 : 0) - (prose ? 0 : 0.2) - (piece.isOpening && !isDefinition ? 0.3 : 0);
  if (kind === 'steps' && attached) {
    const isSteps = (attached.kind === 'code' && !PRINTED.test(prose)) || attached.isOrdered;
    worth += isSteps ? 0.5 : 0.1;
    if (sentences(piece.prose).some((sentence) => defines(sentence, subjects))) worth += 0.4;
  }
  if (asked.isTrouble) worth += Math.max(helps, FAULT.test(heading) ? 1.4 * own : 0);
  else if (TROUBLE.test(prose) || TROUBLE.test(heading)) worth -= 1;
  if (asked.wantsReason && REASON.test(prose)) worth += 0.2;
  if (kind === 'list' && attached && isLongList(attached)) worth += 0.5 + own;
  return { ...shown, worth };
}

/** How much of a fault a sentence speaks of that says why it is so. */
function remedyShare({ prose }: Piece, asked: Asked): number {
  const remedies = withoutAnnouncement(sentences(prose)).filter((sentence) => REMEDY.test(sentence));
  return Math.max(0, ...remedies.map((sentence) => share(asked, sentence)));
}

export function headingAndText(piece: Piece): string {
  return `${piece.heading}\n${textOf(piece)}`;
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

/** "The node below is …", "callbacks are never …": it says something else than what they are. */
const NO_DEFINITION =
  /^\W*for\s(?:\S+\s){1,3}(?:it|this|that)\sis\b|^\W*(?:the|this|that|these|those)\b.{0,40}\b(?:below|above|here|shown|following)\b|^\W*(?:\S+\s){1,4}?(?:is|are)\s(?:never|always|not|now|also|often|usually|essential|important|available|ready|optional|needed|required|given|stored|sent|set)\b/i;
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
  const title = `${passage.lesson_title} ${passage.section_title}`;
  // Of several words, some are written otherwise: "real-time factor".
  const isTitled = asked.concepts.length > 1 ? share(asked, title) === 1 : isNamed(title, asked);
  return isTitled || named.some((name) => isNamed(name, asked));
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
export function definition({ prose, attached }: Piece, subjects: readonly string[]): string | undefined {
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
