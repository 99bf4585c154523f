import type { CoursePassage } from '@/lib/search/passage';
import type { ModelRequest } from '../../support/scripted-openai';
import { passageSentences } from './passage-sentences';

/** A passage of the course that stands in a request, and the number of the marker that stands before it. */
export interface SeenPassage {
  number: number;
  passage: CoursePassage;
}

/** Marker of a passage: the number in `[[1]]`, `[1]` or `【1】`. */
const MARKER = /(?:\[\[?|【)(\d{1,3})(?:\]\]?|】)/g;
const CITING_RULE = /\b(?:put|write|add|place|append|keep)\b[^.]{0,120}\bmarkers?\b|\bcite\b/i;
const NOTHING =
  /\bnothing\b|\bno (?:passages?|results?|lessons?)\b|\b(?:does|did) not (?:cover|have)\b|\bnot covered\b/i;
const OF_COURSE = /\b(?:course|search|lessons?|passages?)\b/i;
const CONDITION = /^\W*(?:if|when|whenever|unless|in case)\b/i;

/** A message, an answer of a tool or the rules, as one line. */
interface Block {
  role: string;
  text: string;
  passages: SeenPassage[];
}

/** What a model can see in one request, wherever in it the server puts it and however it words it. Read when it is asked for. */
export class SeenRequest {
  private readonly blocks: { role: string; text: string }[];
  private holding: Block[] | undefined;

  /**
   * @param given passages that the search has given in this turn: those of them are seen that stand in the request
   * @param rules sentences that stand in every request, whatever was asked: see {@link notes}
   */
  constructor(
    private readonly request: ModelRequest,
    private readonly given: readonly CoursePassage[],
    private readonly rules: ReadonlySet<string> = new Set(),
  ) {
    const items = request.input.map((item) => ({ role: roleOf(item), text: flat(textOf(item)) }));
    this.blocks = [{ role: 'system', text: flat(request.system) }, ...items];
  }

  get passages(): SeenPassage[] {
    const found = this.withPassages().flatMap(({ passages }) => passages);
    return [...new Map(found.map((seen) => [seen.number, seen])).values()];
  }

  /** Beside the passages stands how to cite them. */
  get hasCitingRule(): boolean {
    return this.withPassages().some(({ text, passages }) => passages.length > 0 && CITING_RULE.test(text));
  }

  /** The request says of this question that the course has nothing on it. */
  get saysNothingFound(): boolean {
    return this.notes.some((sentence) => !this.rules.has(sentence) && saysNothing(sentence));
  }

  /** All sentences that are neither of passages nor of the model. */
  get notes(): string[] {
    return this.withPassages().flatMap(({ role, text, passages }) =>
      role === 'assistant' || (role === 'tool' && passages.length > 0) ? [] : sentencesOf(text),
    );
  }

  /** What tools have answered in this turn, oldest first. */
  get toolOutputs(): string[] {
    return this.textsOf('tool');
  }

  /** What the model is told, wherever: all but passages, in messages of every role but its own, and the descriptions of tools. */
  get instructions(): string {
    const passages = this.given.map(({ text }) => flat(text));
    const told = this.notes.filter((note) => !passages.some((passage) => passage.includes(note)));
    return [...told, JSON.stringify(this.request.body.tools ?? [])].join('\n');
  }

  private textsOf(...roles: string[]): string[] {
    return this.blocks.filter(({ role }) => roles.includes(role)).map(({ text }) => text);
  }

  private withPassages(): Block[] {
    const given = [...new Map(this.given.map((passage) => [passage.id, passage])).values()];
    this.holding ??= this.blocks.map((block) => ({ ...block, passages: passagesIn(block.text, given) }));
    return this.holding;
  }
}

function saysNothing(sentence: string): boolean {
  return NOTHING.test(sentence) && OF_COURSE.test(sentence) && !CONDITION.test(sentence);
}

/** Each passage belongs to the last marker before its first words. */
function passagesIn(text: string, given: readonly CoursePassage[]): SeenPassage[] {
  const markers = [...text.matchAll(MARKER)];
  return given.flatMap((passage) => {
    const places = [flat(passage.text).slice(0, 60), ...passageSentences(passage.text)]
      .map((probe) => text.indexOf(flat(probe)))
      .filter((place) => place >= 0);
    if (places.length === 0) return [];
    const first = Math.min(...places);
    const marker = markers.findLast(({ index }) => index < first);
    return marker ? [{ number: Number(marker[1]), passage }] : [];
  });
}

function roleOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return 'user';
  if ('type' in item && item.type === 'function_call_output') return 'tool';
  if ('type' in item && item.type === 'function_call') return 'assistant';
  return 'role' in item ? String(item.role) : 'assistant';
}

/** All texts of an item, whatever the API calls their fields. */
function textOf(item: unknown): string {
  if (typeof item === 'string') return item;
  if (Array.isArray(item)) return item.map(textOf).join('\n');
  if (typeof item !== 'object' || item === null) return '';
  if ('content' in item) return textOf(item.content);
  if ('output' in item) return textOf(item.output);
  return 'text' in item ? textOf(item.text) : '';
}

/** In one line, and without the escapes of JSON: a passage looks the same in a tool's answer and in a message. */
function flat(text: string): string {
  return text
    .replace(/\\[nrt]/g, ' ')
    .replace(/\\(["\\/])/g, '$1')
    .replace(/\s+/g, ' ');
}

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?:])\s+|\s(?=- )/);
}
