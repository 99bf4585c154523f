import { formulaAt } from '../formulas/formula-at';

/** Quotes and list items that a line stands in. */
const CONTAINERS = /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*[ \t]*/;

/** What may become a rule, a heading, a list item, a box to tick, a fence or a formula once more characters arrive. */
const UNDECIDED =
  /^(?:(?:[-*_][ \t]*)+|[ \t|:-]+|[#+>|=]+[ \t]*|\d{1,9}[.)]?|`{1,2}|~{1,2}|`{3,}[^`]*|~{3,}.*|\$|\\)?$/;
const UNDECIDED_TASK =
  /^(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))*[ \t]*[-*+][ \t]+\[(?:[ xX]\]?)?[ \t]*$/;

/** The second row of a table, or the start of one. */
const DELIMITER_ROW_START = /^[ \t|:-]*$/;

/** A fold's tags can stand before its text in one line. */
const FOLD_TAGS = /^.*(?:<details>|<\/summary>)/i;

const withoutContainers = (line: string): string => line.replace(FOLD_TAGS, '').replace(CONTAINERS, '');

const isRow = (line = ''): boolean => withoutContainers(line).startsWith('|');

/** Whether a last line inside of a code block may turn out to be the one that closes it. */
export const mayCloseFence = (line: string): boolean => /^[ \t>]*[`~]+[ \t]*$/.test(line);

/** Formulas are looked for in the end of a text of so many UTF-16 code units; the longest has fewer. */
const MAX_FORMULAS_LENGTH = 10_000;

const FORMULA_START = /^([^\n]*?)(?:\$\$|\\\[)/gm;

/**
 * Index of a formula on lines of its own that is not closed yet, or behind which words may come that make it one in a paragraph; -1
 * if there is none. No formula reaches over a blank line.
 */
function openFormula(text: string): number {
  const reach = text.lastIndexOf('\n', text.length - MAX_FORMULAS_LENGTH) + 1;
  FORMULA_START.lastIndex = Math.max(lastParagraph(text), reach);
  for (;;) {
    const found = FORMULA_START.exec(text);
    if (!found) return -1;
    const delimiter = FORMULA_START.lastIndex - 2;
    if (withoutContainers(found[1] ?? '') !== '') continue;
    const formula = formulaAt(text, delimiter);
    if (formula === 'open' || (formula && text.slice(formula.end).trim() === '' && !text.endsWith('\n'))) {
      return found.index;
    }
    if (formula) FORMULA_START.lastIndex = formula.end;
  }
}

/** Index behind the last blank line. */
function lastParagraph(text: string): number {
  let start = 0;
  for (const { index, 0: blank } of text.matchAll(/\n[ \t]*(?=\n)/g)) start = index + blank.length;
  return start;
}

/**
 * The end of a growing text whose lines cannot be told yet: they would be shown as a paragraph and then turn into something else.
 *
 * @param endsInTable whether a text ends in a table, its second row included
 * @returns how much of `text` is decided
 */
export function decidedLines(text: string, endsInTable: (text: string) => boolean): number {
  const formula = openFormula(text);
  if (formula >= 0) return formula;
  const lines = text.split('\n');
  const upTo = (count: number) => lines.slice(0, count).join('\n');
  const last = lines.at(-1) ?? '';
  const row = withoutContainers(last);
  const above = upTo(lines.length - 1);
  // The row above is the head of a table if this one turns out to be its second.
  if (isRow(lines.at(-2)) && DELIMITER_ROW_START.test(row) && !endsInTable(`${above}\n`)) {
    return upTo(lines.length - 2).length;
  }
  const isHead = isRow(last) && !endsInTable(`${above}\n`);
  return isHead || UNDECIDED.test(row) || UNDECIDED_TASK.test(last) ? above.length : text.length;
}
