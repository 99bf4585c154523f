import type { LessonPart } from './lesson-parts';
import { plainText } from './plain-text';
import { type Draft, GAP, WRONG_OPTIONS } from './question';
import { sameTopic } from './same-topic';

type TablePart = Extract<LessonPart, { kind: 'table' }>;

const WORTH = 0.8;
const MOST_COLUMNS = 3;
const LONGEST_OPTION = 60;
const LONGEST_CELL = 140;

/** Questions for the first cell of a row, with the other rows as the wrong ones: a table has put them side by side. */
export function tableDrafts(parts: readonly LessonPart[]): Draft[] {
  return parts.flatMap((part) => (part.kind === 'table' ? ofTable(part) : []));
}

function ofTable({ section, head, rows }: TablePart): Draft[] {
  const [name = ''] = head.map(plainText);
  const firsts = rows.map(([first = '']) => plainText(first));
  if (name === '' || head.length > MOST_COLUMNS || rows.length <= WRONG_OPTIONS) return [];
  if (new Set(firsts).size < firsts.length || firsts.some((first) => first.length > LONGEST_OPTION))
    return [];
  return rows.flatMap((cells, at): Draft[] => {
    const answer = firsts[at] ?? '';
    const rest = cells.slice(1);
    const said = rest.join(' ');
    if (answer === '' || said.trim() === '' || sameTopic(answer, said) || said.length > LONGEST_CELL)
      return [];
    // A wrong row that the cells speak of could be meant as well.
    const wrong = after(firsts, at)
      .filter((first) => !sameTopic(first, said))
      .slice(0, WRONG_OPTIONS);
    if (wrong.length < WRONG_OPTIONS) return [];
    const fields = rest.map((cell, place) => `**${plainText(head[place + 1] ?? '')}:** ${cell}`);
    return [
      {
        section,
        prompt: [`**${name}:** ${GAP}`, ...fields].join('  \n'),
        answer,
        wrong,
        statement: [`**${name}:** ${cells[0] ?? ''}`, ...fields].join('  \n'),
        worth: WORTH,
      },
    ];
  });
}

/** The values after a place, and then those before it. */
function after(values: readonly string[], at: number): string[] {
  return [...values.slice(at + 1), ...values.slice(0, at)];
}
