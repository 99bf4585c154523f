import { plainText } from './plain-text';
import { type Draft, GAP, WRONG_OPTIONS } from './question';
import { sameTopic } from './same-topic';
import type { Term } from './term';
import type { LessonTerms } from './vocabulary';

const WORTH = { definition: 1, code: 0.75, other: 0.6 };

/**
 * Questions for the term that a statement begins with. The wrong ones are terms of the same lesson, else of the nearest
 * lessons of its module.
 */
export function termDrafts(lesson: LessonTerms, nearby: readonly LessonTerms[]): Draft[] {
  const others = [lesson, ...nearby].flatMap(({ terms }) => terms);
  return lesson.terms.flatMap((term): Draft[] => {
    const wrong = wrongTerms(term, others);
    if (wrong.length < WRONG_OPTIONS) return [];
    const { section, lead, rest, sentence, subject, shape, isDefinition } = term;
    return [
      {
        section,
        prompt: `${lead}${GAP} ${rest}`,
        answer: subject,
        wrong,
        statement: sentence,
        worth: isDefinition ? WORTH.definition : shape.startsWith('code ') ? WORTH.code : WORTH.other,
      },
    ];
  });
}

/** Terms that fit the grammar of the statement and not its meaning: neither is spoken of where the other is. */
function wrongTerms(term: Term, others: readonly Term[]): string[] {
  const chosen: Term[] = [];
  const said = `${plainText(term.sentence)} ${term.section.title}`;
  for (const other of byLikeness(term, others)) {
    if (chosen.length === WRONG_OPTIONS) break;
    const about = others.filter(({ name }) => name === other.name).map(({ rest }) => rest);
    if (isSameName(other, term) || isNamed(other, said)) continue;
    if (about.some((rest) => isNamed(term, rest))) continue;
    if (chosen.some((taken) => isSameName(taken, other))) continue;
    chosen.push(other);
  }
  return chosen.map(({ subject }) => subject);
}

/** Whether a text speaks of a term; of code only by its whole name, since `ros2 bag record` shares words with every command. */
function isNamed({ name, shape }: Term, text: string): boolean {
  return shape.startsWith('code ') ? text.includes(name) : sameTopic(name, text);
}

/** `RL` is reinforcement learning, `A VLA` a vision-language-action model, `ros2 bag record --all` a `ros2 bag record`. */
function isSameName(one: Term, other: Term): boolean {
  if (one.shape.startsWith('code '))
    return one.name.startsWith(other.name) || other.name.startsWith(one.name);
  return sameTopic(one.name, other.name) || isShort(one.name, other.name) || isShort(other.name, one.name);
}

function isShort(short: string, long: string): boolean {
  const words = long.split(/[\s-]+/);
  const initials = words.map((word) => word.charAt(0).toUpperCase()).join('');
  return words.length > 1 && short.length > 1 && initials.startsWith(short);
}

/** The same shape before another one of the same number; in each the nearest first. */
function byLikeness(term: Term, others: readonly Term[]): Term[] {
  const isCode = term.shape.startsWith('code ');
  const alike = others.filter(({ shape }) => shape === term.shape);
  if (isCode) return alike;
  const number = term.shape.split(' ')[1];
  const rest = others.filter(
    ({ shape }) => shape !== term.shape && !shape.startsWith('code ') && shape.split(' ')[1] === number,
  );
  return [...alike.filter(({ isDefinition }) => isDefinition), ...alike, ...rest];
}
