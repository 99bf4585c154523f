import type { CourseDocument } from '../../search/course';
import { type Fact, type FactGroup, listFacts, tableFacts } from './facts';
import { type LessonPart, lessonParts } from './lesson-parts';
import { plainText } from './plain-text';
import { type Draft, GAP, type QuizQuestion, toQuestion } from './question';
import { areAlike, namesWhole, sameMeaning, sameTopic } from './same-topic';
import { sortOf } from './sort-of';
import {
  codeFacts,
  definedFacts,
  furtherFacts,
  type LessonText,
  type Named,
  spokenNames,
  termKey,
  textsOf,
} from './term-facts';

/** How many questions a quiz has, where the lesson has as many. */
export const QUIZ_LENGTH = 3;

/** Wrong options beside the right one: three, or two where the lesson has no more. */
const WRONG_OPTIONS = { min: 2, max: 3 };
/** Of a text that is an option. */
const MAX_OPTION = 140;

/** A lesson with what its questions are made from. */
export interface LessonFacts extends LessonText {
  document: CourseDocument;
  defined: Fact[];
}

/** A possible wrong answer, with what the course says of it. */
interface Choice {
  text: string;
  sort: string | undefined;
  about: string[];
}

/** Takes a lesson apart. */
export function lessonFacts(document: CourseDocument): LessonFacts {
  const parts = lessonParts(document);
  const lesson = {
    document,
    parts,
    text: plainText(
      allTexts(parts)
        .join('\n')
        .replace(/`[^`]*`/g, '`'),
    ),
  };
  return { ...lesson, defined: definedFacts(lesson) };
}

/**
 * Every question that can be made from a lesson, the best first; the same for the same course. Right and wrong answers stand
 * in the lesson itself.
 *
 * @param module the lessons that define its terms, itself among them
 */
export function lessonQuestions(lesson: LessonFacts, module: readonly LessonFacts[]): QuizQuestion[] {
  const terms = module.flatMap(({ defined }) => defined).filter(({ nameSort }) => nameSort.endsWith('one'));
  const text = lesson.text.toLowerCase();
  const known = terms.filter(({ name }) => text.includes(termKey(name)));
  const spoken = new Map([...spokenNames(lesson), ...known].map((named) => [termKey(named.name), named]));
  const further = furtherFacts(lesson, spoken, new Set(known.map(({ name }) => termKey(name))));
  const codes = codeChoices(lesson.parts);
  const others = [...nameChoices(known), ...nameChoices([...spoken.values()]), ...codes];
  const statements = [...lesson.defined, ...further];
  const drafts = [
    ...statements
      .filter(({ worth }) => worth > 0)
      .flatMap((fact) =>
        asked(fact, [...after(nameChoices(lesson.defined), fact.name), ...others], statements),
      ),
    ...codeFacts(lesson).flatMap((fact) => asked(fact, others, [])),
    ...groupsOf(lesson.parts).flatMap((group) =>
      group.flatMap((fact) => asked(fact, [...after(nameChoices(group), fact.name), ...codes], group)),
    ),
  ].sort((a, b) => b.worth - a.worth);
  const seen = new Set<string>();
  return drafts
    .filter(({ statement }) => {
      const plain = plainText(statement);
      return !seen.has(plain) && seen.add(plain);
    })
    .map((draft) => toQuestion(lesson.document.path, draft));
}

/** Lists and tables. A label that several of them have, such as "Price", says nothing without its own heading. */
function groupsOf(parts: readonly LessonPart[]): FactGroup[] {
  const groups = parts.map((part) => {
    if (part.kind === 'list') return listFacts(part);
    return part.kind === 'table' ? tableFacts(part) : [];
  });
  const names = groups.flatMap((group) => group.map(({ name }) => name));
  return groups.filter((group) =>
    group.every(({ name }) => names.filter((other) => other === name).length === 1),
  );
}

/** The question for the name; else, where a heading has it or too few others are like it, the one for what is said of it. */
function asked(fact: Fact, names: readonly Choice[], group: FactGroup): Draft[] {
  const { name, nameSort, text, textSort, headings, section, statement, worth } = fact;
  const isTitle = (answer: string) => headings.some((heading) => namesWhole(heading, answer));
  const whole = textSort === undefined ? [text] : [...variants(text)].reverse();
  const shown = whole.find((each) => !sameTopic(name, each));
  const wrong = isTitle(name) || !shown ? undefined : wrongAnswers(name, shown, nameSort, names);
  if (shown && wrong)
    return [{ section, statement, prompt: fact.fill(GAP, shown), answer: name, wrong, worth }];
  const texts = group
    .filter((other) => !sameMeaning(other.name, name))
    .flatMap(({ text, textSort }) =>
      variants(text).map((each) => ({ text: plainText(each), sort: textSort, about: [] })),
    );
  for (const answer of textSort === undefined ? [] : variants(text).map(plainText)) {
    if (answer.length > MAX_OPTION || sameTopic(answer, name) || isTitle(answer)) continue;
    const others = texts.filter((other) => !areAlike(other.text, answer));
    const wrong = wrongAnswers(answer, name, textSort, others);
    const prompt = fact.fill(`**${name}**`, GAP);
    if (wrong) return [{ section, statement, prompt, answer, wrong, worth: worth - 0.05 }];
  }
  return [];
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
  for (const { text, sort: own, about } of choices) {
    if (chosen.length === WRONG_OPTIONS.max) break;
    if (own !== sort || sameTopic(text, shown)) continue;
    if (about.some((said) => sameTopic(answer, said.split(' ', 6).join(' ')) || areAlike(said, shown)))
      continue;
    const isBeside = (other: string) => isAsLong(text, other) && !sameMeaning(text, other);
    if ([answer, ...chosen].every(isBeside)) chosen.push(text);
  }
  return chosen.length >= WRONG_OPTIONS.min ? chosen : undefined;
}

function isAsLong(a: string, b: string): boolean {
  return Math.max(a.length, b.length) <= 2 * Math.min(a.length, b.length) + 8;
}

function nameChoices(facts: readonly (Named & { text?: string })[]): Choice[] {
  return facts.map(({ name, nameSort }) => ({
    text: name,
    sort: nameSort,
    about: facts.flatMap((other) => (other.name === name && other.text ? [other.text] : [])),
  }));
}

function allTexts(parts: readonly LessonPart[]): string[] {
  return parts.flatMap((part) => (part.kind === 'table' ? part.rows.flat() : textsOf(part)));
}

/** Every piece of code in the lesson's own sentences. */
function codeChoices(parts: readonly LessonPart[]): Choice[] {
  const codes = allTexts(parts).flatMap((text) => text.match(/`[^`]+`/g) ?? []);
  return [...new Set(codes)].map((code) => ({ text: plainText(code), sort: sortOf(code), about: [] }));
}

/** A text as far as it goes before it begins to say more, and the whole of it. */
function variants(text: string): string[] {
  const [clause = text] = text.split(/[:;]\s|\s[—–]\s|,\s(?:and|so|but|which|because|since)\s|\.\s/, 1);
  return clause === text || clause.split(' ').length < 4 ? [text] : [clause, text];
}

/** The choices behind the answer, and then those before it: not always the same ones. */
function after(choices: readonly Choice[], answer: string): Choice[] {
  const at = choices.findIndex(({ text }) => text === answer);
  return [...choices.slice(at + 1), ...choices.slice(0, Math.max(0, at))];
}
