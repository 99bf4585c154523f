import { plainText } from './plain-text';
import { pointsBack } from './points-back';
import { type Draft, GAP, WRONG_OPTIONS } from './question';
import { sameTopic } from './same-topic';
import type { LessonTerms } from './vocabulary';

const WORTH = 0.7;
/** `… is called **reward hacking**.`, `… are named **spinning**.` */
const NAMED =
  /^(?<before>.{40,220}\b(?:called|named))\s(?<article>an?\s|the\s)?\*\*(?<name>[^*]{3,30})\*\*(?<after>[.,:;].*)?$/u;

/** Questions for what something is called, where the lesson stresses the name. */
export function namedDrafts(lesson: LessonTerms, nearby: readonly LessonTerms[]): Draft[] {
  const names = [lesson, ...nearby].flatMap(stressed);
  return lesson.parts.flatMap((part): Draft[] => {
    if (part.kind !== 'sentence') return [];
    const { before, article = '', name, after = '' } = NAMED.exec(part.text)?.groups ?? {};
    const said = `${before} ${after}`;
    if (!before || !name || pointsBack(before) || sameTopic(name, said)) return [];
    const wrong: string[] = [];
    for (const other of names) {
      if (wrong.length === WRONG_OPTIONS) break;
      const known = [name, ...wrong];
      if (!sameTopic(other, said) && !known.some((taken) => sameTopic(taken, other))) wrong.push(other);
    }
    if (wrong.length < WRONG_OPTIONS) return [];
    const prompt = `${before} ${article}${GAP}${after}`;
    return [{ section: part.section, prompt, answer: name, wrong, statement: part.text, worth: WORTH }];
  });
}

/** The names that a lesson stresses, and those that it defines, as they stand inside a sentence. */
function stressed({ parts, terms }: LessonTerms): string[] {
  const bold = parts.flatMap((part) =>
    part.kind === 'sentence'
      ? Array.from(part.text.matchAll(/\*\*([^*]{3,30})\*\*/g), ([, name = '']) => plainText(name))
      : [],
  );
  const defined = terms.filter(({ shape, isDefinition }) => isDefinition && /^common|^mass/.test(shape));
  return [...bold, ...defined.map(({ name }) => name)].filter((name) => /^\p{Ll}/u.test(name));
}
