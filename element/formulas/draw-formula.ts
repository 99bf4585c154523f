import temml from 'temml';
import type { MathElement } from './math-node';
import { safeMathMl } from './safe-math-ml';

// Loaded as a chunk of its own when the first formula shows (see load-formulas.ts).

/** Definitions of macros: the only way in which a short formula can become a long one. */
const DEFINES =
  /\\(?:[egx]?def|(?:re)?newcommand|providecommand|DeclareMathOperator|let|futurelet|global|long|csname)(?![a-zA-Z])/;

/** Levels of brackets: the parser calls itself for each. */
const MAX_BRACKETS = 100;

function bracketDepth(tex: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of tex.matchAll(/\\left(?![a-z])|\\begin|\\right(?![a-z])|\\end|[{}[\]^_]/g)) {
    if (bracket === '{' || bracket === '[' || bracket === '\\left' || bracket === '\\begin') depth += 1;
    else if (bracket !== '^' && bracket !== '_') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/**
 * A formula as MathML, with its TeX in an annotation, where programs look for it; null if it is no TeX that we draw, so that its
 * source is shown instead. Whatever the TeX says, it makes no links, loads nothing and runs nothing.
 */
export function drawFormula(tex: string, display: boolean): MathElement | null {
  if (DEFINES.test(tex) || bracketDepth(tex) > MAX_BRACKETS) return null;
  try {
    const tree: unknown = temml.__renderToMathMLTree(tex, {
      displayMode: display,
      throwOnError: true,
      trust: false,
      maxSize: [10, 20],
      maxExpand: 500,
    });
    const [math] = safeMathMl(tree);
    if (typeof math !== 'object' || math.tag !== 'math') return null;
    const annotation = { tag: 'annotation', attributes: { encoding: 'application/x-tex' }, children: [tex] };
    const content = { tag: 'mrow', attributes: {}, children: math.children };
    return {
      tag: 'math',
      attributes: display ? { display: 'block' } : {},
      children: [{ tag: 'semantics', attributes: {}, children: [content, annotation] }],
    };
  } catch {
    // Half written, wrong, or too much: the reader sees what was written.
    return null;
  }
}
