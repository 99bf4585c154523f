import type { CourseDocument } from '../../search/course';
import { type Fact, rowFacts } from './facts';
import { type LessonPart, lessonParts } from './lesson-parts';
import { plainText } from './plain-text';
import { type Draft, GAP, type QuizQuestion, toQuestion } from './question';
import { areAlike, contentSize, namesWhole, sameMeaning, sameTopic } from './same-topic';
import { sortOf } from './sort-of';
import { statementFacts, termKey } from './statements';

/** How many questions a quiz has, where the lesson has as many. */
export const QUIZ_LENGTH = 3;

/** Wrong options beside the right one: three, or two where the lesson has no more. */
const WRONG_OPTIONS = { min: 2, max: 3 };
/** Of a text that is an option. */
const MAX_OPTION = 140;
/** Words of a text that a name is asked for by: "how it looks" is guessed. */
const MIN_SHOWN_WORDS = 3;
/** Of two names of which the same is said to this share, either may be right. */
const MAX_COMMON = 0.5;
/** The name of a column in front of its field. */
const LABELS = /\*\*[^*]+:\*\*/g;

/** A lesson with what its questions are made from. */
export interface LessonFacts {
  document: CourseDocument;
  parts: LessonPart[];
  defined: Fact[];
}

/** A possible wrong answer, with what the course says of it. */
interface Choice {
  text: string;
  sort: string | undefined;
  about?: string[];
}

/** Takes a lesson apart. */
export function lessonFacts(document: CourseDocument): LessonFacts {
  const parts = lessonParts(document);
  return { document, parts, defined: statementFacts(parts).filter(({ kind }) => kind === 'definition') };
}

/**
 * Every question that can be made from a lesson, the best first; the same for the same course. Right and wrong answers stand
 * in the lesson itself.
 *
 * @param module the lessons that define its terms, itself among them
 */
export function lessonQuestions(lesson: LessonFacts, module: readonly LessonFacts[]): QuizQuestion[] {
  const { document, parts, defined } = lesson;
  const texts = parts.flatMap((part) => {
    if (part.kind === 'sentence') return [part.text];
    return part.kind === 'list' ? part.items : part.rows.flat();
  });
  const text = texts.join('\n').toLowerCase();
  const spoken = (name: string) => text.split(termKey(name)).length - 1;
  const known = module.flatMap((other) => other.defined).filter(({ name }) => spoken(name) > 0);
  const statements = statementFacts(parts, known);
  const further = statements.filter(({ kind }) => kind === 'further');
  const ask = (facts: Fact[], group: Fact[], named: Choice[], others: Choice[] = []) =>
    facts.flatMap((fact) => asked(fact, group, [...after(named, fact.name), ...others]));
  const terms = names(defined, statements);
  // What the lesson speaks of stands before what it only mentions, and what is known before what may be right, too.
  const others = statements.filter(({ kind }) => kind === 'other');
  const mentioned = [...others, ...known].sort((a, b) => spoken(b.name) - spoken(a.name));
  const codes = [...new Set(texts.flatMap((each) => each.match(/`[^`]+`/g) ?? []))].map((code) => ({
    text: plainText(code),
    sort: sortOf(code),
  }));
  const beside = (named: readonly Pick<Choice, 'text'>[]) =>
    codes.filter((code) => !named.some(({ text }) => text === code.text));
  const elsewhere = [...names(mentioned, [...known, ...statements]), ...beside(terms)];
  // A word alone may be anything, but is of a sort with others of its column.
  const columns = parts.flatMap((part) => (part.kind === 'table' ? part.rows : []));
  const inColumn = new Set(columns.map(([cell = '']) => plainText(cell)));
  const codesBeside = (group: Fact[]) =>
    beside(names(group)).filter(({ text, sort }) => !sort.endsWith('word') || inColumn.has(text));
  const drafts = [
    ...ask(defined, statements, terms, elsewhere),
    ...rowFacts(parts).flatMap((group) => ask(group, group, names(group), codesBeside(group))),
    ...ask(further, statements, terms, elsewhere),
  ];
  const unique = new Map(drafts.toReversed().map((draft) => [plainText(draft.statement), draft]));
  return [...unique.values()].toReversed().map((draft) => toQuestion(document.path, draft));
}

/** The question for the name; else, where a heading has it or too few others are like it, the one for what is said of it. */
function asked(fact: Fact, group: readonly Fact[], others: readonly Choice[]): Draft[] {
  const { name, nameSort, text, textSort, headings, section, statement } = fact;
  const isTitle = (answer: string) => headings.some((heading) => namesWhole(heading, answer));
  const whole = textSort === undefined ? [text] : variants(text);
  const shown = whole.findLast((each) => !sameTopic(name, each));
  const isGuessed =
    !textSort?.startsWith('predicate') && contentSize((shown ?? '').replace(LABELS, '')) < MIN_SHOWN_WORDS;
  const wrong =
    isTitle(name) || !shown || isGuessed ? undefined : wrongAnswers(name, shown, nameSort, others);
  if (shown && wrong) return [{ section, statement, prompt: fact.fill(GAP, shown), answer: name, wrong }];
  if (textSort === undefined) return [];
  const texts = group
    .filter((other) => !speaksOf(other, fact))
    .flatMap((other) =>
      variants(other.text).map((each) => ({ text: plainText(each), sort: other.textSort })),
    );
  for (const answer of whole.map(plainText)) {
    if (answer.length > MAX_OPTION || sameTopic(answer, name) || isTitle(answer)) continue;
    const wrong = wrongAnswers(
      answer,
      name,
      textSort,
      texts.filter((other) => !areAlike(other.text, answer)),
    );
    const prompt = fact.fill(nameSort.startsWith('code') ? `\`${name}\`` : `**${name}**`, GAP);
    if (wrong) return [{ section, statement, prompt, answer, wrong }];
  }
  return [];
}

/** Whether what is said of another thing may be said of this one: it is the same or names it, or it is a part that this one is said to have. */
function speaksOf(other: Fact, { name, nameSort, text }: Fact): boolean {
  if (sameMeaning(other.name, name)) return true;
  const hasPart = nameSort.startsWith('proper') && sameTopic(other.name, text);
  return isPredicate(other) && (hasPart || namesWhole(other.statement, name));
}

/** Whether a fact is a sentence on a term. */
function isPredicate({ nameSort, textSort = '' }: Fact): boolean {
  return textSort.startsWith('predicate') && !nameSort.startsWith('code');
}

/**
 * Two or three answers of the same sort that are wrong for sure: not spoken of in the question, not another word for the
 * right one nor for each other, no kind of it, and nothing of which the lesson says the same.
 *
 * @param shown what the question shows
 */
function wrongAnswers(
  answer: string,
  shown: string,
  sort: string | undefined,
  choices: readonly Choice[],
): string[] | undefined {
  const chosen: string[] = [];
  for (const { text, sort: own, about = [] } of choices) {
    const isSame = about.some(
      (said) =>
        // "is a transform that …", but not "connects a link to …".
        (!/^(?!is\b|means\b)\p{Ll}+s\s/u.test(said) && sameTopic(answer, said.split(' ', 6).join(' '))) ||
        areAlike(said.replace(LABELS, ''), shown.replace(LABELS, ''), MAX_COMMON),
    );
    if (own !== sort || sameTopic(text, shown) || isSame) continue;
    const isBeside = (other: string) => isAsLong(text, other) && !sameMeaning(text, other);
    if ([answer, ...chosen].every(isBeside)) chosen.push(text);
    if (chosen.length === WRONG_OPTIONS.max) break;
  }
  return chosen.length >= WRONG_OPTIONS.min ? chosen : undefined;
}

function isAsLong(a: string, b: string): boolean {
  return Math.max(a.length, b.length) <= 2 * Math.min(a.length, b.length) + 8;
}

/** The names of facts, with all that is said of them. */
function names(facts: readonly Fact[], all = facts): Choice[] {
  return facts.map(({ name, nameSort }) => {
    const about = all.filter((other) => other.name === name).map(({ text }) => text);
    return { text: name, sort: nameSort, about };
  });
}

/** A text as far as it goes before it begins to say more, and the whole of it. A list cut short would be no sentence. */
function variants(text: string): string[] {
  const [clause = text] = text.split(
    /[:;]\s|\s[—–]\s|,\s(?:and|so|but|which|because|since)\s|(?<!\b(?:i\.e|e\.g|etc|vs|cf))\.\s/,
    1,
  );
  return clause === text || clause.includes(',') || clause.split(' ').length < 4 ? [text] : [clause, text];
}

/** The choices behind the answer, and then those before it: not always the same ones. */
function after(choices: readonly Choice[], answer: string): Choice[] {
  const at = choices.findIndex(({ text }) => text === answer);
  return [...choices.slice(at + 1), ...choices.slice(0, Math.max(0, at))];
}
