import { formulaAt } from '@/element/formulas/formula-at';
import { codeSpans, type Span } from './code-spans';

/** Where formulas stand: braces in there are TeX, and no expressions of MDX. */
export function formulaSpans(source: string): Span[] {
  if (!/[$\\]/.test(source)) return [];
  const codeEnds = new Map(codeSpans(source).map(({ start, end }) => [start, end]));
  const spans: Span[] = [];
  for (let index = 0; index < source.length; ) {
    const codeEnd = codeEnds.get(index);
    const formula = codeEnd === undefined ? formulaAt(source, index) : null;
    if (formula === null || formula === 'open') {
      index = codeEnd ?? index + (source[index] === '\\' ? 2 : 1);
      continue;
    }
    spans.push({ start: index, end: formula.end });
    index = formula.end;
  }
  return spans;
}
