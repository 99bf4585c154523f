import { sentences } from '../../search/text/sentences';
import { STOP_WORDS } from '../../search/text/stop-words';
import { words } from '../../search/text/words';
import { paragraphs } from './answer-text';
import { readPage } from './lookups';
import { beginning, type Piece, pieces, quotedBefore, withoutAnnouncement } from './pieces';
import { readOn, shownQuote } from './quote-answer';
import { askedPart } from './request';
import type { Answering, Turn } from './turn';

/** `-z 0.12`, `--once`, `use_sim_time`, `create_timer()`: what a message names letter by letter. */
const LITERAL =
  /(?<![\w-])(?:--?[a-z][\w-]*(?:[ =]-?\d[\d.]*)?|[a-z]\w*(?:_\w+)+(?:\(\))?|\w+\(\))(?![\w-])/gi;
const NEARBY = 'Beside it, the page says:';

/** What the open page says of what is selected, or of an option or a name in the message; undefined if it says nothing, or more is asked. */
export function* answerOnPage(turn: Turn): Answering<string | undefined> {
  const { reading, quoted } = turn;
  const question = askedPart(turn.question);
  const literals = quoted ? [quoted] : (question.match(LITERAL) ?? []);
  const more = words(question.replace(LITERAL, ' ')).some(({ surface }) => !STOP_WORDS.has(surface));
  if (!reading || !literals.length || more) return undefined;
  const passages = yield* readPage(reading);
  const keys = literals.map(literalKey);
  const names = (text: string) => keys.every((key) => literalKey(text).includes(key));
  const all = pieces(passages);
  const found = all.filter(({ prose, attached }) => names(prose) || names(attached?.text ?? ''));
  // A sentence explains what it names; code is explained beside it.
  const [piece] = found.toSorted((a, b) => Number(names(b.prose)) - Number(names(a.prose)));
  if (!piece) return undefined;
  const left = new Map(pieces(passages, quotedBefore(turn)).map((fresh) => [fresh.at, fresh]));
  const after = all.slice(all.indexOf(piece) + 1).filter(({ heading }) => heading === piece.heading);
  const section = all.filter(({ heading }) => heading === piece.heading);
  const inOrder = names(piece.prose) ? [piece, ...after, ...section] : [...after, ...section];
  const shown = inOrder.flatMap(({ at }) => fromName(left.get(at), names))[0];
  return shown && paragraphs(NEARBY, shownQuote(shown), readOn(turn, shown));
}

/** The prose of a piece that announces nothing, from the sentence that has the name, if one has. */
function fromName(piece: Piece | undefined, names: (text: string) => boolean): Piece[] {
  const all = withoutAnnouncement(sentences(piece?.prose ?? ''));
  const start = Math.max(0, all.findIndex(names));
  const prose = beginning(all.slice(start)).join(' ');
  return piece && prose ? [{ ...piece, prose, attached: undefined }] : [];
}

/** A text as it is compared letter by letter: `'-z', '0.12'` is `-z 0.12`. */
function literalKey(text: string): string {
  return ` ${text.replace(/[^\p{L}\p{N}_.-]+|\.(?=\s|$)/gu, ' ').trim()} `;
}
