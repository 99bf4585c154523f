import { STOP_WORDS } from '../../search/text/stop-words';
import type { Fact } from './facts';
import type { LessonPart } from './lesson-parts';
import { plainText } from './plain-text';
import { sortOf } from './sort-of';

/** `A node is a …`, `SDF, the Simulation Description Format, is an …`, `Latency means …`. */
const DEFINITION =
  /^(?<name>(?:An?\s|The\s)?[^.,:;!?()`"“”]{2,42}?)(?:,\s[^,.]{2,70},|\s\([^)]{2,60}\))?\s(?<text>(?:(?:is|are)(?=\s(?:an?|the|one|how|any|further)\s)|means|refers to|stands for)\s.+)$/u;
/** `The command `ls -a` lists …`. */
const CODE =
  /^(?<lead>(?:(?:The|An?)\s(?:[a-z]+\s)?)?)(?<name>`[^`]+`)\s(?<text>(?:is|has|[a-z]{2,}[^s\W]s)\s.+)$/u;
/** `A node can have …`: what else is said of a term. */
const PREDICATE =
  /^(?<name>[^,:;]{2,42}?)\s(?<text>(?:(?:always|never|normally|often|usually)\s)?(?:is|has|can|cannot|must|may|[a-z]{2,}[^aious\W]s)\s(?![=(]|(?:and|are|can|is|of|or|such)\b).+)$/u;
/** `is the easiest`: of what, the sentence before has said; `is one of the best` is an opinion; what is not so is endless. */
const COMPARES =
  /^(?:is|are)\s(?:one of|(?:the|an?)\s(?:most|least|best|worst|same|only|next|first|last|key|crucial|critical|important|(?<=the\s)\p{Ll}+est))\b|^(?:\w+\s(?:not|no)|cannot)\b/u;
/** `A **writer** saves …`: what is stressed at the beginning is what the statement introduces. */
const STRESSED = /^(?<subject>(?:An?\s|The\s)?\*\*[^*]+\*\*)\s/;
/** Nouns with which a text speaks of itself. */
const ABOUT_TEXT =
  /\b(?:advantage|aim|answer|approach|benefit|case|catch|cause|challenge|consequence|cure|downside|drawback|effect|fact|goal|insight|issue|key|limitation|mistake|name|option|part|piece|price|problem|purpose|reality|reason|result|risk|role|rule|secret|solution|step|story|task|takeaway|thing|tip|trick|truth)s?$/i;
/** What only makes sense beside the sentence before it: it begins with a pointing word, has one where a noun should be, … */
const POINTS_BACK = [
  /^(?:it|they|that|such|so|then|but|and|there|this|these|those|here|both|otherwise|now|again|next)\b/i,
  /\b(?:these|those|here|above|below|the example|the last|the first one|the second one|the table|the following|such (?!as\b)|reads both|(?:is|are) now|(?:say|do|does) so\b|(?:be|do) the same\b)/i,
  /\bthat (?:type|command|way|concept|idea|approach|step|moment|job)\b|^(?:The|An?) (?:matching|corresponding|same|other|resulting)\b|\b(?:also|too)\b/i,
];
/** … or points early; late in a sentence these point at the sentence itself. */
const POINTS_EARLY = /\bthis\b|\b(?:for|of|in|to|with|from) it\b/i;
const MIN_WORDS = 7;

/** A sentence that makes sense alone. */
interface Statement {
  part: LessonPart;
  text: string;
  /** Without marks of emphasis. */
  tidy: string;
}

/** Whether a statement says what a term is, something more of a term, or something of anything else. */
export type StatementKind = 'definition' | 'further' | 'other';

/**
 * What the sentences of a lesson say of terms and pieces of code; and of other things, as wrong answers.
 *
 * @param terms what is defined elsewhere
 */
export function statementFacts(
  parts: readonly LessonPart[],
  terms: readonly Fact[] = [],
): (Fact & { kind: StatementKind })[] {
  const lesson = parts.flatMap((part) => [part.headings.join('\n'), ...textsOf(part)]).join('\n');
  const known = new Map(terms.map((term) => [termKey(term.name), term]));
  return statements(parts).flatMap((statement) => {
    const { lead = '', name: code, text: done = '' } = CODE.exec(statement.tidy)?.groups ?? {};
    if (code) {
      const sort = sortOf(code);
      // A word alone may be anything, but is a package beside packages.
      const nameSort = /(?:word|name)$/.test(sort) ? `${sort}, ${lead}` : sort;
      const named = { name: plainText(code), nameSort };
      return [{ ...predicate(statement, named, done, lead.replace(/^An?\s$/, 'A(n) ')), kind: 'definition' }];
    }
    const definition = DEFINITION.exec(statement.tidy)?.groups;
    const { name: subject = '', text = '' } = definition ?? PREDICATE.exec(statement.tidy)?.groups ?? {};
    const name = plainText(subject);
    const stressed = STRESSED.exec(statement.text)?.groups?.subject;
    const term = definition || stressed ? undefined : known.get(termKey(name));
    if (!(term || isPhrase(name)) || COMPARES.test(text)) return [];
    const isIntroduced = stressed !== undefined && plainText(stressed) === name;
    const isDefined = isIntroduced || (definition && !stressed && isTerm(name, lesson));
    if (!isDefined && !term && !definition && !isKind(name, lesson)) return [];
    const form = formOf(name, lesson);
    const [verb = ''] = text.split(' ');
    if (!definition && !stressed && form !== 'common' && isNoun(verb, lesson)) return [];
    const named = term ?? { name, nameSort: `${form}, ${text.startsWith('are') ? 'many' : 'one'}` };
    const kind = term ? 'further' : 'other';
    return [{ ...predicate(statement, named, text), kind: isDefined ? 'definition' : kind }];
  });
}

/** A term without its article, in lower case. */
export function termKey(name: string): string {
  return name.replace(/^(?:an?|the)\s/i, '').toLowerCase();
}

/** The texts of a part that may be sentences. A glossary is a table, and its cells are sentences. */
export function textsOf(part: LessonPart): string[] {
  if (part.kind === 'sentence') return [part.text];
  return part.kind === 'list' ? part.items : part.rows.flat().filter((cell) => cell.endsWith('.'));
}

function predicate(
  { part: { section, headings }, text: statement }: Statement,
  { name, nameSort }: Pick<Fact, 'name' | 'nameSort'>,
  text: string,
  lead = '',
): Fact {
  return {
    section,
    headings,
    statement,
    name,
    nameSort,
    text: text.replace(/[.:]$/, ''),
    textSort: `predicate of ${/^code|many$/.exec(nameSort)?.[0] ?? 'one'}`,
    fill: (named, said) => `${lead}${named} ${said}.`,
  };
}

function statements(parts: readonly LessonPart[]): Statement[] {
  const all = parts.flatMap((part) =>
    textsOf(part).map((text) => ({ part, text, tidy: text.replaceAll('**', '') })),
  );
  return all.filter(({ tidy }) => {
    const isAlone = tidy.split(/\s+/).length >= MIN_WORDS && !tidy.includes('?');
    const early = tidy.slice(0, Math.ceil(tidy.length * 0.6));
    return isAlone && !POINTS_BACK.some((form) => form.test(tidy)) && !POINTS_EARLY.test(early);
  });
}

/** Whether a phrase may name something: short, and none of its words is one that every text has. */
function isPhrase(name: string): boolean {
  const key = termKey(name);
  const words = key.split(' ');
  const isInner = (at: number) => at > 0 && at < words.length - 1;
  const isPlain = words.some((word, at) => STOP_WORDS.has(word) && !(word === 'of' && isInner(at)));
  // "The camera is a source of …" speaks of one camera, a name of two words of any; "Since a pan is a …" gives a reason.
  if (/^The \p{Ll}\S*$|^(?:Since|Once|Unless|Until|Given|Thus|Hence)\s/u.test(name)) return false;
  return /^\p{L}/u.test(key) && words.length <= 4 && !isPlain && !ABOUT_TEXT.test(key);
}

/** Whether a name is one that the lesson speaks of, and not a phrase of this sentence alone. */
function isTerm(name: string, lesson: string): boolean {
  const key = termKey(name);
  const text = lesson.toLowerCase();
  return text.includes(`**${key}`) || text.split(key).length > 2;
}

/** Whether it is the name of one kind or one product. What "the" thing does may be done by the term that is asked for. */
function isKind(name: string, lesson: string): boolean {
  return isTerm(name, lesson) && !name.startsWith('The ') && formOf(name, lesson) !== 'mass';
}

/** Whether a name has an article, is that of one thing alone, or of what is not counted. */
function formOf(name: string, lesson: string): string {
  if (/^(?:An?|The)\s/.test(name)) return 'common';
  const inside = ` ${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return /[\p{Lu}\d._]/u.test(name) && (/^\p{Ll}/u.test(name) || !lesson.includes(inside))
    ? 'proper'
    : 'mass';
}

/** `Kitchen pans come in sizes`: whether what looks like a verb behind a bare name is a noun in this lesson. */
function isNoun(verb: string, lesson: string): boolean {
  const noun = `${verb.replace(/e?s$/, '')}(?:e?s)?`;
  return (
    verb.length > 3 && new RegExp(`\\b(?:an?|the|your|these|those|many|more|of) ${noun}\\b`, 'i').test(lesson)
  );
}
