import { definedTerms, subjectKey } from '../../search/text/definitions';
import { sentences } from '../../search/text/sentences';
import { STOP_WORDS } from '../../search/text/stop-words';
import type { FoundPassage } from './lookups';
import { type Block, isExercise, passageBlocks } from './passage-blocks';
import type { Turn } from './turn';

/** What is quoted together: a paragraph, and the code, list or table that it announces; or one of these alone. */
export interface Piece {
  passage: FoundPassage;
  prose: string;
  attached: Block | undefined;
  /** What it stands under. */
  heading: string;
  /** It stands before the first heading of its lesson, and does not say what its title means: an anecdote, to make readers curious. */
  isOpening: boolean;
  /** Its place among all, whether they were quoted before or not. */
  at: number;
  /** It begins its section. */
  isFirst: boolean;
  /** Nothing of it was quoted before. */
  isWhole: boolean;
}

/** Prose is cut, between sentences, to about so many words. */
export const PROSE_WORDS = 70;
/** Whether a piece of a lesson has been quoted in this conversation, or is what the student asks about. */
export function quotedBefore({
  history,
  quoted,
}: Pick<Turn, 'history' | 'quoted'>): (text: string) => boolean {
  const answers = history.filter(({ role }) => role === 'assistant').map(({ text }) => text);
  const quotations = inOneLine([...answers, quoted ?? ''].join('\n'));
  return (text) => quotations.includes(inOneLine(text));
}

function inOneLine(text: string): string {
  return text
    .replace(/\[\[\d+\]\]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The pieces of passages that can be quoted, without what was quoted before. */
export function pieces(
  passages: readonly FoundPassage[],
  wasQuoted: (text: string) => boolean = () => false,
): Piece[] {
  let at = 0;
  return passages.flatMap((passage) => {
    const found: Piece[] = [];
    const { lesson_title, section_title = lesson_title } = passage;
    const title = subjectKey(lesson_title);
    const definesTitle = (sentence: string) =>
      /\s(?:is|are)\s(?:an?|the)\s/.test(sentence) &&
      definedTerms(sentence).some((term) => title.includes(term));
    const blocks = isExercise(passage.section_title) ? [] : passageBlocks(passage.text);
    // What is short enough is indexed with the section below it, under its name.
    const opens =
      lesson_title.includes(section_title) || blocks.some(({ heading }) => heading === section_title);
    for (const block of blocks) {
      const last = found.at(-1);
      const isOpening =
        opens && lesson_title.includes(block.heading ?? '') && !sentences(block.text).some(definesTitle);
      const heading = block.heading ?? (opens ? lesson_title : section_title);
      const isFirst = !isOpening && heading !== last?.heading;
      const piece = { passage, prose: '', heading, isOpening, at: at++, isFirst, isWhole: true };
      if (block.kind === 'paragraph')
        found.push({ ...piece, prose: fromBeginning(block.text), attached: undefined });
      else if (last && !last.attached && !block.isFirst) last.attached = block;
      else found.push({ ...piece, attached: block });
    }
    return found.map(toEnd).flatMap((piece) => unsaid(piece, wasQuoted));
  });
}

/** Without the rest of a sentence that began before a formula or a list. */
function fromBeginning(prose: string): string {
  const [first = '', ...others] = sentences(prose);
  const [word = ''] = /^\p{Ll}+(?=[\s,])/u.exec(first) ?? [];
  return STOP_WORDS.has(word) ? others.join(' ') : prose;
}

/** Without an announcement of what is not here. */
function toEnd(piece: Piece): Piece {
  const all = sentences(piece.prose);
  const left = piece.attached ? all : withoutAnnouncement(all);
  return left.length < all.length ? { ...piece, prose: left.join(' ') } : piece;
}

function unsaid(piece: Piece, wasQuoted: (text: string) => boolean): Piece[] {
  const all = sentences(piece.prose);
  const left = all.filter((sentence) => !wasQuoted(sentence));
  const attached = piece.attached && unquoted(piece.attached, wasQuoted);
  if (!left.length && !attached) return [];
  const isWhole = left.length === all.length && attached === piece.attached;
  return [{ ...piece, prose: isWhole ? piece.prose : left.join(' '), attached, isWhole }];
}

/** Without the cells that were quoted by themselves. */
function unquoted(block: Block, wasQuoted: (text: string) => boolean): Block | undefined {
  if (wasQuoted(block.text)) return undefined;
  const cells = block.cells?.filter((cell) => !wasQuoted(cell));
  return cells && cells.length < (block.cells?.length ?? 0) ? { ...block, cells } : block;
}

export function textOf({ prose, attached }: Pick<Piece, 'prose' | 'attached'>): string {
  return `${prose}\n${attached?.text ?? ''}`;
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

const ANNOUNCES = /[:：][*_"”)\]\s]*$/;

/** What is not shown must not be announced. */
export function withoutAnnouncement(all: string[]): string[] {
  return ANNOUNCES.test(all.at(-1) ?? '') ? all.slice(0, -1) : all;
}

/** The first sentences, at least one, as many as are read at once. */
export function beginning(all: string[]): string[] {
  const end = all.findIndex(
    (_, index) => index > 0 && count(all.slice(0, index + 1).join(' ')) > PROSE_WORDS,
  );
  return end < 0 ? all : all.slice(0, end);
}

export function count(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}
