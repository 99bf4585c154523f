import { subjectKey } from '../../search/text/definitions';
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
}

/** `**Name** (aside): text`, `- `name` - text`, `**Name.** Text`, `**Name** does …`. */
const LABELLED =
  /^(?:\*\*(?<bold>[^*]+?)(?<inner>[.:]?)\*\*|(?<code>`[^`]+`)|(?<plain>\p{L}[^:.()]{0,24})(?=:))(?:\s\([^)]*\))?\s*(?:(?<mark>[.:—–-])|(?=(?:is|are|has|[a-z]{2,}s)\s))\s*(?<text>.+)$/u;
/** A title without its number says nothing: `Step 2`, `Module 1 (…)`; a formula or an example is one of something else. */
const NO_NAME =
  /^(?:#?\d+[.)]?|\p{L}+ \d+)(?:$|\s?[:(—–-])|^(?:first|second|third|fourth|fifth|last|(?:for )?examples?|formula|notes?|tip|and so on|what|why|how)\b|^~|[?!✅❌]/iu;
/** An aside, something struck out, a question: nothing that is said of a name. */
const NO_TEXT = /[✅❌?]|^~|:$|^(?:yes|no|none|same|n\/a)\b/iu;
const MIN_ROWS = 3;
const MAX_NAME = 60;
const MAX_TEXT = 260;

/** What lists and tables say of names. A label that several of them have, such as "Price", says nothing without its heading. */
export function rowFacts(parts: readonly LessonPart[]): Fact[][] {
  const groups = parts.map((part) => {
    if (part.kind === 'sentence') return [];
    const facts = part.kind === 'list' ? listFacts(part) : tableFacts(part);
    return areDistinct(facts) && facts.length >= MIN_ROWS ? facts : [];
  });
  const names = groups.flatMap((group) => group.map(({ name }) => name));
  return groups.filter((group) =>
    group.every(({ name }) => names.filter((other) => other === name).length === 1),
  );
}

/** Names at the beginning of items, with what the item says. */
function listFacts({ section, headings, items }: LessonPart & { kind: 'list' }): Fact[] {
  const facts = items.flatMap((item): Fact[] => {
    const {
      plain,
      bold = plain,
      inner = '',
      code = '',
      mark = inner,
      text = '',
    } = LABELLED.exec(item)?.groups ?? {};
    const name = plainText(bold ?? code);
    if (
      !isName(name) ||
      !isText(text) ||
      /^[(["“'→]/.test(text) ||
      !/\s/.test(text) ||
      subjectKey(text) === ''
    )
      return [];
    const nameSort = bold === undefined ? sortOf(code) : sortOf(bold);
    const textSort = mark ? sortOf(text) : undefined;
    const fill = (named: string, said: string) => `${named}${mark ? ':' : ''} ${said}`;
    return [{ section, headings, name, nameSort, text, textSort, fill, statement: item }];
  });
  return facts.length >= items.length * 0.75 ? facts : [];
}

/** Names in the first column, with what the other columns say of them. */
function tableFacts({ section, headings, head, rows }: LessonPart & { kind: 'table' }): Fact[] {
  const [first = '', ...others] = head.map(plainText);
  if (first === '' || others.length === 0 || others.length > 3) return [];
  const field = (title: string, text: string) => `**${title}:** ${text}`;
  const fields = (texts: string[]) => others.map((title, at) => field(title, texts[at] ?? '')).join('  \n');
  const row = (name: string, texts: string[]) => `${field(first, name)}  \n${fields(texts)}`;
  const isOne = others.length === 1;
  return rows.flatMap(([cell = '', ...rest]): Fact[] => {
    const name = plainText(cell);
    if (!isName(name) || !rest.every((text) => isText(text) && /[\p{L}\d]/u.test(text))) return [];
    const fact = {
      section,
      headings,
      name,
      nameSort: sortOf(cell),
      text: isOne ? rest.join() : fields(rest),
      statement: row(cell, rest),
    };
    const textSort = isOne ? sortOf(rest.join()) : undefined;
    return [{ ...fact, textSort, fill: (named, said) => row(named, isOne ? [said] : rest) }];
  });
}

function isName(name: string): boolean {
  return name !== '' && name.length <= MAX_NAME && !NO_NAME.test(name);
}

function isText(text: string): boolean {
  return text.length <= MAX_TEXT && !NO_TEXT.test(text);
}

/** Whether no two facts have the same name or the same text. */
function areDistinct(facts: readonly Fact[]): boolean {
  return [facts.map(({ name }) => name), facts.map(({ text }) => text)].every(
    (texts) => new Set(texts.map((text) => text.toLowerCase())).size === facts.length,
  );
}
