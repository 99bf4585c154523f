import type { LessonPart } from './lesson-parts';
import { plainText } from './plain-text';
import type { Section } from './question';
import { sortOf } from './sort-of';

/** Something that a lesson says of a thing which it names. */
export interface Fact {
  section: Section;
  /** Titles above it, that of the lesson first. */
  headings: string[];
  /** The thing, as plain text: `A node`. */
  name: string;
  /** What may stand in its place. */
  nameSort: string;
  /** What is said of it, as Markdown. */
  text: string;
  /** What may stand in the place of that; undefined where it is not asked for. */
  textSort: string | undefined;
  /** The statement with other names and texts in it, as Markdown. */
  fill(name: string, text: string): string;
  statement: string;
  /** How good a question it makes, 0 to 1. */
  worth: number;
}

/** Facts beside each other: the names, and the texts, of one group are alternatives. */
export type FactGroup = Fact[];

/** `**Name** (aside): text`, `- `name` - text`, `**Name.** Text`, `**Name** does …`. */
const LABELLED =
  /^(?:\*\*(?<bold>[^*]+?)(?<inner>[.:]?)\*\*|(?<code>`[^`]+`)|(?<plain>\p{L}[^:.()]{0,24})(?=:))(?:\s\([^)]*\))?\s*(?:(?<mark>[.:—–-])|(?=(?:is|are|has|[a-z]+s)\s))\s*(?<text>.+)$/u;
/** A title without its number says nothing: `Step 2`, `Module 1 (…)`. */
const NUMBERED = /^(?:#?\d+[.)]?|\p{L}+ \d+)(?:$|\s?[:(—–-])|^(?:first|second|third|fourth|fifth|last)\b/iu;
/** An aside, a quotation, an arrow to follow: nothing that is said of a name. */
const NO_TEXT = /[✅❌?]|^(?:yes|no|none|same|n\/a)\b/iu;
const MIN_ROWS = 3;
const MAX_NAME = 60;
const MAX_TEXT = 260;

/** Names of the items of a list, with what each item says. */
export function listFacts(part: LessonPart & { kind: 'list' }): FactGroup {
  const facts = part.items.flatMap((item): Fact[] => {
    const groups = LABELLED.exec(item)?.groups;
    const { plain, bold = plain, inner = '', code = '', mark = inner, text = '' } = groups ?? {};
    const name = plainText(bold ?? code);
    if (!isName(name) || !isText(text) || /^[(["“'→]/.test(text) || text.split(' ').length < 3) return [];
    const join = mark || inner ? ': ' : ' ';
    return [
      {
        ...part,
        name,
        nameSort: bold === undefined ? sortOf(code) : sortOf(name),
        text,
        textSort: mark || inner ? sortOf(text) : undefined,
        fill: (named, said) => `${named}${join}${said}`,
        statement: item,
        worth: 0.85,
      },
    ];
  });
  return facts.length >= part.items.length * 0.75 ? apart(facts) : [];
}

/** Names in the first column of a table, with what the other columns say of them. */
export function tableFacts(part: LessonPart & { kind: 'table' }): FactGroup {
  const head = part.head.map(plainText);
  const [first = '', ...others] = head;
  if (first === '' || others.length === 0 || others.length > 3) return [];
  const facts = part.rows.flatMap(([cell = '', ...rest]): Fact[] => {
    const name = plainText(cell);
    const field = (title: string, text: string) => `**${title}:** ${text}`;
    const text = others.map((title, at) => field(title, rest[at] ?? '')).join('  \n');
    const [only = ''] = rest;
    if (!isName(name) || !rest.every((each) => isText(each) && /[\p{L}\d]/u.test(each))) return [];
    return [
      {
        ...part,
        name,
        nameSort: sortOf(cell),
        text: others.length === 1 ? only : text,
        textSort: others.length === 1 ? sortOf(only) : undefined,
        fill: (named, said) =>
          [field(first, named), others.length === 1 ? field(others[0] ?? '', said) : said].join('  \n'),
        statement: [field(first, cell), text].join('  \n'),
        worth: 0.8,
      },
    ];
  });
  return apart(facts);
}

function isName(name: string): boolean {
  return name !== '' && name.length <= MAX_NAME && !NUMBERED.test(name) && !/[?!✅❌]/u.test(name);
}

function isText(text: string): boolean {
  return text.length <= MAX_TEXT && !NO_TEXT.test(text);
}

/** The facts, if they are enough and no two of them have the same name or the same text. */
function apart(facts: FactGroup): FactGroup {
  const isApart = [facts.map(({ name }) => name), facts.map(({ text }) => text)].every(
    (texts) => new Set(texts.map((text) => text.toLowerCase())).size === texts.length,
  );
  return isApart && facts.length >= MIN_ROWS ? facts : [];
}
