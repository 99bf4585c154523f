import { STOP_WORDS } from '../../search/text/stop-words';
import type { Fact } from './facts';
import type { LessonPart } from './lesson-parts';
import { plainText } from './plain-text';
import { pointsBack } from './points-back';
import { sortOf } from './sort-of';

/** `A node is a …`, `SDF, the Simulation Description Format, is an …`, `Latency means …`. */
const DEFINITION =
  /^(?<name>(?:An?\s|The\s)?[^.,:;!?()`"“”]{2,42}?)(?:,\s[^,.]{2,70},|\s\([^)]{2,60}\))?\s(?<text>(?<verb>(?:is|are)(?=\s(?:an?|the|one|how|any|further)\s)|means|refers to|stands for)\s.+)$/u;
/** `The command `ls -a` lists …`. */
const CODE =
  /^(?<lead>(?:(?:The|An?)\s(?:[a-z]+\s)?)?)(?<code>`[^`]+`)\s(?<text>(?:is|has|[a-z]{2,}[^s\W]s)\s.+)$/u;
/** `A node can have …`: what else is said of a term. */
const PREDICATE =
  /^(?<name>[^,:;]{2,42}?)\s(?<text>(?:(?:also|always|never|normally|often|only|usually)\s)?(?:is|has|can|cannot|must|may|[a-z]{2,}[^aious\W]s)\s.+)$/u;
/** `is the easiest`: of what, the sentence before has said; `is one of the best` is an opinion. */
const COMPARES =
  /^(?:is|are)\s(?:one of )?(?:the|an?)\s(?:most|least|best|worst|same|only|next|first|last|(?<=the\s)\p{Ll}+est)\b/u;
/** Nouns with which a text speaks of itself. */
const ABOUT_TEXT =
  /\b(?:advantage|aim|answer|approach|benefit|case|catch|cause|challenge|consequence|cure|downside|drawback|effect|fact|goal|insight|issue|key|limitation|mistake|option|part|piece|problem|purpose|reality|reason|result|risk|role|rule|secret|solution|step|story|task|takeaway|thing|tip|trick|truth)s?$/i;
/** `A **writer** saves …`: what is stressed at the beginning is what the statement introduces. */
const STRESSED = /^(?<subject>(?:An?\s|The\s)?\*\*[^*]+\*\*)\s/;
/** `**Why it matters**: …` is a title, and no part of the sentence behind it. */
const TITLED = /^\*\*[^*]*(?:[:.!?]\*\*|\*\*(?:\s\([^)]*\))?\s*[:—–-])/;
/** What begins a sentence that is no instruction. */
const DETERMINER = /^(?:The|An?|Each|Every|All|No|Both|Most|Many)\s/;
/** What is only an example: others would do as well. */
const EXAMPLE = /(?:such as|for example|like|e\.g\.|named|called|as in|or|and)\s(?:the\s)?$|,\s$/i;
const MIN_WORDS = 7;
const MAX_WORDS = 42;

export interface LessonText {
  parts: LessonPart[];
  /** All of them as plain text, without code. */
  text: string;
}

/** A sentence that makes sense alone. */
interface Statement {
  part: LessonPart;
  text: string;
  /** Without marks of emphasis. */
  tidy: string;
}

/** What a lesson defines, and what it says of pieces of code. */
export function definedFacts(lesson: LessonText): Fact[] {
  return statements(lesson).flatMap((statement): Fact[] => {
    const { lead = '', code = '', text: done = '' } = CODE.exec(statement.tidy)?.groups ?? {};
    if (code)
      return [predicate(statement, { lead, name: code, nameSort: sortOf(code), text: done, worth: 0.75 })];
    const definition = DEFINITION.exec(statement.tidy)?.groups;
    const stressed = plainText(STRESSED.exec(statement.text)?.groups?.subject ?? '');
    const introduced = PREDICATE.exec(stressed && statement.tidy)?.groups;
    const { name: subject = '', verb, text = '' } = definition ?? introduced ?? {};
    const name = plainText(subject);
    if (!isTerm(name, lesson) || COMPARES.test(text) || (stressed && stressed !== name)) return [];
    const nameSort = `${formOf(name, lesson.text)}, ${verb === 'are' ? 'many' : 'one'}`;
    return [predicate(statement, { name, nameSort, text, worth: definition ? 1 : 0.9 })];
  });
}

/**
 * What a lesson says of things that it does not define there.
 *
 * @param terms the names of those things, by {@link termKey}
 * @param defined says of which of them it may be asked
 */
export function furtherFacts(
  lesson: LessonText,
  terms: ReadonlyMap<string, Named>,
  defined: ReadonlySet<string>,
): Fact[] {
  return statements(lesson).flatMap((statement): Fact[] => {
    const { name: subject = '', text = '' } = PREDICATE.exec(statement.tidy)?.groups ?? {};
    const [name, key] = [plainText(subject), termKey(plainText(subject))];
    // What is said of anything else that has an article serves as a wrong answer.
    const other =
      /^(?:An?|The)\s/.test(name) && isPhrase(key) ? { name, nameSort: 'common, one' } : undefined;
    const term = terms.get(key) ?? other;
    if (!term || STRESSED.test(statement.text) || DEFINITION.test(statement.tidy)) return [];
    return [predicate(statement, { ...term, text, worth: defined.has(key) ? 0.6 : 0 })];
  });
}

/** Statements with a piece of code inside, to be asked for it. */
export function codeFacts(lesson: LessonText): Fact[] {
  return statements(lesson).flatMap((statement): Fact[] => {
    const { tidy } = statement;
    if (!DETERMINER.test(tidy) || CODE.test(tidy)) return [];
    return Array.from(tidy.matchAll(/`[^`]+`/g)).flatMap(({ 0: code, index }): Fact[] => {
      const [before, after] = [tidy.slice(0, index), tidy.slice(index + code.length)];
      // A word alone may be anything.
      if (sortOf(code) === 'code word' || EXAMPLE.test(before) || /^,?\s(?:and|or)\s/.test(after)) return [];
      const fact = predicate(statement, {
        name: code,
        nameSort: sortOf(code),
        text: `${before}${after}`,
        worth: 0.5,
      });
      return [{ ...fact, textSort: undefined, fill: (named) => `${before}${named}${after}` }];
    });
  });
}

/** A thing that a lesson speaks of. */
export type Named = Pick<Fact, 'name' | 'nameSort'>;

const AFTER_NOUN =
  /(?=[.,;:!?)]|\s(?:and|as|at|by|can|for|from|has|in|into|is|of|on|or|that|to|when|which|with)\b)/;
const COUNTED = new RegExp(
  `\\ban?\\s((?:\\p{Ll}[\\p{Ll}-]+\\s)?\\p{Ll}[\\p{Ll}-]{2,})${AFTER_NOUN.source}`,
  'gu',
);
const PROPER = /(?<=\p{Ll},?\s)\p{Lu}[\p{L}\d-]+(?:\s(?:\p{Lu}[\p{L}\d-]*|\d+(?![\d.])))*(?!\w)/gu;

/** The things that a lesson speaks of more than once, by the article before them or by their capital. */
export function spokenNames({ text }: LessonText): Named[] {
  const named = (name: string): Named => ({ name, nameSort: `${formOf(name, text)}, one` });
  const counted = [...new Set(Array.from(text.matchAll(COUNTED), ([, noun = '']) => noun))]
    .filter((noun) => isPhrase(noun) && text.split(noun).length > 3)
    .map((noun) => named(`${/^[aeiou]/.test(noun) ? 'An' : 'A'} ${noun}`));
  const proper = [...new Set(Array.from(text.matchAll(PROPER), ([name]) => name))]
    .filter((name) => isPhrase(name) && text.split(name).length > 3)
    .map(named)
    .filter(({ nameSort }) => nameSort.startsWith('proper'));
  return [...counted, ...proper];
}

/** A term without its article, in lower case. */
export function termKey(name: string): string {
  return name.replace(/^(?:an?|the)\s/i, '').toLowerCase();
}

function predicate(
  { part: { section, headings }, text: statement }: Statement,
  {
    lead = '',
    name,
    nameSort,
    text,
    worth,
  }: Pick<Fact, 'name' | 'nameSort' | 'text' | 'worth'> & { lead?: string },
): Fact {
  return {
    section,
    headings,
    statement,
    name: plainText(name),
    nameSort,
    text: text.replace(/[.:]$/, ''),
    textSort: `predicate of ${/code|many/.exec(nameSort)?.[0] ?? 'one'}`,
    fill: (named, said) => `${lead}${named} ${said}.`,
    worth,
  };
}

function statements({ parts }: LessonText): Statement[] {
  return parts.flatMap((part) =>
    textsOf(part).flatMap((text): Statement[] => {
      const tidy = text.replaceAll('**', '');
      const count = tidy.split(/\s+/).length;
      const isAlone =
        count >= MIN_WORDS &&
        count <= MAX_WORDS &&
        !pointsBack(tidy) &&
        !tidy.includes('?') &&
        !TITLED.test(text);
      return isAlone ? [{ part, text, tidy }] : [];
    }),
  );
}

/** The texts of a part that may be sentences. */
export function textsOf(part: LessonPart): string[] {
  switch (part.kind) {
    case 'sentence':
      return [part.text];
    case 'list':
      return part.items;
    case 'table':
      // A glossary is a table, and its cells are sentences.
      return part.rows.flat().filter((cell) => cell.endsWith('.'));
    default:
      return part satisfies never;
  }
}

/** Whether a name is one that the lesson speaks of, and not a phrase of this sentence alone. */
function isTerm(name: string, { parts, text }: LessonText): boolean {
  const key = termKey(name);
  // "The camera is a source of …" speaks of one camera; a name of two words speaks of any.
  if (!isPhrase(key) || /^The \p{Ll}\S*$/u.test(name)) return false;
  const isStressed = parts.some((part) =>
    textsOf(part).some((each) => each.toLowerCase().includes(`**${key}`)),
  );
  const isTitle = parts.some(({ headings }) => headings.some((title) => title.toLowerCase().includes(key)));
  return isStressed || isTitle || text.toLowerCase().split(key).length > 2;
}

/** Whether a phrase may name something: short, and none of its words is one that every text has. */
function isPhrase(phrase: string): boolean {
  const words = phrase.toLowerCase().split(' ');
  const isPlain = words.some(
    (word, at) => STOP_WORDS.has(word) && !(word === 'of' && at > 0 && at < words.length - 1),
  );
  return /^\p{L}/u.test(phrase) && words.length <= 4 && !isPlain && !ABOUT_TEXT.test(phrase);
}

/** Whether a name has an article, is that of one thing alone, or of what is not counted. */
function formOf(name: string, text: string): string {
  const noun = name.replace(/^(?:An?|The)\s/, '');
  if (noun !== name) return 'common';
  const inside = ` ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return /^\p{Lu}/u.test(name) && !text.includes(inside) ? 'proper' : 'mass';
}
