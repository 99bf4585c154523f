import type { Element, ElementContent, Root as HastRoot } from 'hast';
import type { PhrasingContent, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { drawFormula } from '@/element/formulas/draw-formula';
import { formulaAt } from '@/element/formulas/formula-at';
import type { MathNode } from '@/element/formulas/math-node';

/*
 * Formulas in lessons. Markdown eats TeX (`\[` becomes `[`, `a_1 … b_1` is slanted), so formulas are taken out of the source before it is
 * read and put back into the tree. The delimiters are those of answers: one rule for both.
 */

/** Stand around the number of a formula that was taken out. Characters for private use, which no lesson has. */
const OPEN = '\uE002';
const CLOSE = '\uE003';
const TAKEN_OUT = /\uE002(\d+)\uE003/g;

export interface LessonFormula {
  /** As it was written, delimiters included. */
  source: string;
  tex: string;
  display: boolean;
}

export interface WithoutFormulas {
  text: string;
  formulas: LessonFormula[];
}

/** Where the tree has code and HTML, in which a dollar is a dollar: start and end of each. */
function literalSpans(tree: Root): Map<number, number> {
  const spans = new Map<number, number>();
  visit(tree, ['code', 'inlineCode', 'html'], ({ position }) => {
    const start = position?.start.offset;
    const end = position?.end.offset;
    if (start !== undefined && end !== undefined) spans.set(start, end);
  });
  return spans;
}

/**
 * Takes the formulas out of a lesson.
 *
 * @param body Markdown
 * @param tree what `body` is parsed to, with its positions
 */
export function takeFormulas(body: string, tree: Root): WithoutFormulas {
  const formulas: LessonFormula[] = [];
  if (!/[$\\]/.test(body) || body.includes(OPEN)) return { text: body, formulas };
  const literal = literalSpans(tree);
  let text = '';
  for (let index = 0; index < body.length; ) {
    const literalEnd = literal.get(index);
    const formula = literalEnd === undefined ? formulaAt(body, index) : null;
    let end = literalEnd ?? index + (body[index] === '\\' ? 2 : 1);
    if (formula !== null && formula !== 'open') {
      end = formula.end;
      text += `${OPEN}${formulas.length}${CLOSE}`;
      formulas.push({ source: body.slice(index, end), tex: formula.tex, display: formula.display });
    } else {
      text += body.slice(index, end);
    }
    index = end;
  }
  return { text, formulas };
}

const asElement = (formula: LessonFormula, index: string): PhrasingContent => ({
  type: 'emphasis',
  children: [],
  data: { hName: 'math', hProperties: { dataFormula: index, dataSource: formula.source } },
});

/** Puts the formulas back into the tree of a text that they were taken out of: as elements, and where there can be none as text. */
export function placeFormulas(tree: Root, formulas: LessonFormula[]): void {
  if (formulas.length === 0) return;
  const asText = (value: string) =>
    value.replace(TAKEN_OUT, (_, index) => formulas[Number(index)]?.source ?? '');
  visit(tree, (node, index, parent) => {
    if ('url' in node) node.url = asText(node.url);
    if ('title' in node && node.title) node.title = asText(node.title);
    if ('alt' in node && node.alt) node.alt = asText(node.alt);
    if (!('value' in node) || !node.value.includes(OPEN)) return undefined;
    if (node.type !== 'text' || parent === undefined || index === undefined) {
      node.value = asText(node.value);
      return undefined;
    }
    // Every second piece is the number of a formula.
    const pieces = node.value.split(TAKEN_OUT).flatMap((piece, at): PhrasingContent[] => {
      const formula = at % 2 === 1 ? formulas[Number(piece)] : undefined;
      if (formula) return [asElement(formula, piece)];
      return piece === '' ? [] : [{ type: 'text', value: piece }];
    });
    parent.children.splice(index, 1, ...pieces);
    return index + pieces.length;
  });
}

const toHast = (node: MathNode): ElementContent =>
  typeof node === 'string'
    ? { type: 'text', value: node }
    : {
        type: 'element',
        tagName: node.tag,
        properties: node.attributes,
        children: node.children.map(toHast),
      };

/** Draws the formulas of a page as MathML. What is no TeX stays the source that it is. */
export function drawFormulas(tree: HastRoot, formulas: LessonFormula[]): void {
  visit(tree, 'element', (element: Element) => {
    const formula = element.tagName === 'math' ? formulas[Number(element.properties.dataFormula)] : undefined;
    if (!formula) return;
    const { tex, display, source } = formula;
    const math = drawFormula(tex, display);
    element.tagName = 'span';
    element.properties = {
      className: ['formula', ...(display ? ['display'] : []), ...(math ? [] : ['source'])],
      ...(display ? { tabIndex: 0 } : {}),
    };
    element.children = [math ? toHast(math) : { type: 'text', value: source }];
  });
}
