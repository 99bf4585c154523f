import type { MathElement, MathNode } from './math-node';

/*
 * What TeX becomes is not trusted: only elements, attributes and classes of these lists are drawn, lengths have a limit, and there
 * are no styles, which a strict policy refuses. The few that layout needs are classes (see formula-styles.ts).
 */

/** A formula of more nodes is not drawn. */
const MAX_NODES = 3000;
const MAX_DEPTH = 120;
/** Longest space, rule or shift, in em. */
const MAX_LENGTH_EM = 20;

const ELEMENTS = new Set(
  `math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mmultiscripts mprescripts
   mtable mtr mtd mstyle mpadded mphantom menclose`.split(/\s+/),
);

const ATTRIBUTES = new Set(
  `accent accentunder columnspan display displaystyle fence form largeop linebreak mathvariant movablelimits notation
   rowspan scriptlevel separator stretchy symmetric`.split(/\s+/),
);

const LENGTHS = new Set('depth height linethickness lspace maxsize minsize rspace voffset width'.split(' '));

const CLASSES =
  /^(?:tml-(?:right|left|jot|small|overline|underline|fbox|cancel|xcancel|vec|hat-\d|tilde-\d)|mathcal|mathscr|upstrike|downstrike|sout|menclose)$/;

const COLOR = /^(?:#[\da-f]{3,8}|[a-z]{1,20})$/i;

const EM_PER_UNIT: Record<string, number> = { em: 1, ex: 0.45, mu: 1 / 18, px: 1 / 16, pt: 1 / 12 };

class TooLarge extends Error {}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const recordOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A length as it may be used, or null if it is none. Beyond the limit it is the limit. */
function boundedLength(value: string): string | null {
  const parts = /^([+-]?)(\d*\.?\d+)(em|ex|mu|px|pt)?$/.exec(value.trim());
  if (!parts) return null;
  const [, sign = '', digits = '0', unit = ''] = parts;
  const limit = MAX_LENGTH_EM / (EM_PER_UNIT[unit] ?? 1);
  return `${sign}${Math.min(Number(digits), limit)}${unit}`;
}

function boundedAttribute(name: string, value: string): string | null {
  if (ATTRIBUTES.has(name)) return /^[\w -]{1,60}$/.test(value) ? value : null;
  if (LENGTHS.has(name)) return boundedLength(value);
  if (name === 'mathcolor' || name === 'mathbackground') return COLOR.test(value) ? value : null;
  return null;
}

/** The classes that stand for the styles that lay out rows of equations and matrices with rules. */
function layoutClasses(style: Record<string, unknown>): string[] {
  const classes: string[] = [];
  const padding = (side: 'Left' | 'Right') => {
    const value = style[`padding${side}`];
    if (typeof value !== 'string') return;
    if (/^0(?:em|pt)?$/.test(value)) classes.push(`tight-${side.toLowerCase()}`);
    else if (value === '1em') classes.push(`wide-${side.toLowerCase()}`);
  };
  padding('Left');
  padding('Right');
  for (const side of ['Left', 'Right', 'Top', 'Bottom']) {
    const border = style[`border${side}`];
    if (typeof border === 'string') classes.push(`rule-${side.toLowerCase()}`);
  }
  if (typeof style.border === 'string') classes.push('tml-fbox');
  return classes;
}

/**
 * The tree that Temml builds, as nodes that are safe to draw.
 *
 * @throws TooLarge if it has more nodes, or deeper ones, than a formula has
 */
export function safeMathMl(tree: unknown): MathNode[] {
  let nodes = 0;
  const convert = (value: unknown, depth: number): MathNode[] => {
    nodes += 1;
    if (nodes > MAX_NODES || depth > MAX_DEPTH) throw new TooLarge('The formula is too large to be drawn.');
    const node = recordOf(value);
    if (typeof node.text === 'string') return [node.text];
    const children = listOf(node.children).flatMap((child) => convert(child, depth + 1));
    const tag = typeof node.type === 'string' ? node.type : '';
    if (!ELEMENTS.has(tag)) return children;
    const element: MathElement = { tag, attributes: attributesOf(node), children };
    return [element];
  };
  return convert(tree, 0);
}

function attributesOf(node: Record<string, unknown>): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(recordOf(node.attributes))) {
    const bounded = boundedAttribute(name, String(value));
    if (bounded !== null) attributes[name] = bounded;
  }
  const style = recordOf(node.style);
  const { color } = style;
  if (typeof color === 'string' && COLOR.test(color)) attributes.mathcolor = color;
  const own = listOf(node.classes).filter(
    (name): name is string => typeof name === 'string' && CLASSES.test(name),
  );
  const classes = [...own, ...layoutClasses(style)];
  if (classes.length > 0) attributes.class = classes.join(' ');
  return attributes;
}
