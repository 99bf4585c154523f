import { codeShape } from './code-shape';
import { pointsBack } from './points-back';
import { type Draft, GAP, WRONG_OPTIONS } from './question';
import { sameTopic } from './same-topic';
import type { LessonTerms } from './vocabulary';

const WORTH = 0.5;
const FEWEST_WORDS = 12;
const MOST_WORDS = 40;
const CODE = /`([^`]+)`/g;
/** What is only an example, others would do as well. */
const EXAMPLE = /(?:such as|for example|like|e\.g\.|named|called|as in|or|and)\s*(?:the\s+)?(?:small\s+)?$/i;
/** An instruction, an offer or a condition: true of anything that one wants to name. */
const NO_STATEMENT =
  /^(?:add|build|call|catch|copy|install|look|open|pass|press|put|read|record|replace|run|save|set|start|use|write|give|train|try|make|mount|decide|let|derive|if you|you|your|with a tier|on a tier|as with|give|behind|for a quick|in RViz|is|are|does|do|both|then|some|two)\b/i;

/** Questions for a piece of code inside a statement, with code of the same shape as the wrong ones. */
export function codeDrafts(lesson: LessonTerms, nearby: readonly LessonTerms[]): Draft[] {
  const known = [lesson, ...nearby].flatMap(codes);
  return lesson.parts.flatMap((part): Draft[] => {
    if (part.kind !== 'sentence') return [];
    const { text, section } = part;
    const count = text.split(/\s+/).length;
    if (count < FEWEST_WORDS || count > MOST_WORDS || text.endsWith(':')) return [];
    if (NO_STATEMENT.test(text) || pointsBack(text)) return [];
    for (const { 0: written, 1: code = '', index } of text.matchAll(CODE)) {
      const [before, after] = [text.slice(0, index), text.slice(index + written.length)];
      const shape = codeShape(code);
      if (!shape || EXAMPLE.test(before) || /^[\s,]*(?:and|or)\b/.test(after)) continue;
      if (sameTopic(code, `${before} ${after}`)) continue;
      const wrong = known.filter(
        (other, at) =>
          other !== code &&
          codeShape(other) === shape &&
          known.indexOf(other) === at &&
          !text.includes(other),
      );
      if (wrong.length < WRONG_OPTIONS) continue;
      const prompt = `${before}${GAP}${after}`;
      return [
        {
          section,
          prompt,
          answer: code,
          wrong: wrong.slice(0, WRONG_OPTIONS),
          statement: text,
          worth: WORTH,
        },
      ];
    }
    return [];
  });
}

function codes({ parts }: LessonTerms): string[] {
  return parts.flatMap((part) => {
    const texts =
      part.kind === 'sentence' ? [part.text] : part.kind === 'list' ? part.items : part.rows.flat();
    return texts.flatMap((text) => Array.from(text.matchAll(CODE), ([, code = '']) => code));
  });
}
