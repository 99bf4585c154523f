import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFormula } from '@/element/formulas/draw-formula';
import { formulaAt } from '@/element/formulas/formula-at';
import type { MathElement, MathNode } from '@/element/formulas/math-node';

/** The formulas of a text, from left to right. */
function formulasOf(text: string): string[] {
  const found: string[] = [];
  for (let index = 0; index < text.length; ) {
    const formula = formulaAt(text, index);
    if (formula !== null && formula !== 'open') found.push(formula.tex);
    index = formula !== null && formula !== 'open' ? formula.end : index + (text[index] === '\\' ? 2 : 1);
  }
  return found;
}

describe('formulaAt', () => {
  it.each([
    ['a dollar each', 'The error $e(t)$ is small', ['e(t)']],
    ['two dollars', '$$u = K_p e$$', ['u = K_p e']],
    ['round brackets', 'so \\(a_1\\) and \\( b \\)', ['a_1', 'b']],
    ['square brackets over lines', '\\[\nx = 1\n\\]', ['x = 1']],
    ['several', '$a$, $b$; $c$.', ['a', 'b', 'c']],
    ['a number', '$5$ and $5 \\times 3$ and $2x$', ['5', '5 \\times 3', '2x']],
    ['beside Chinese text', '误差$e(t)$很小', ['e(t)']],
    ['a dollar in it', '$a \\$ b$', ['a \\$ b']],
  ])('finds %s', (_name, text, expected) => {
    expect(formulasOf(text)).toEqual(expected);
  });

  it.each([
    'It costs $5 or $6, not $7.50.',
    'From $10 to $20.',
    'Between $5–$6 each',
    '5$ or 6$',
    'Set $HOME and $PATH.',
    '$A:$B and $HOME/$USER',
    '$ ros2 run a b\n$ ros2 topic list',
    'echo $(pwd) and $(ls)',
    'US$5 and US$6',
    'a lone $ and $x',
    '$a `b$ c`',
    '\\$x$ and \\\\(a\\\\)',
    '$$\n\nnot over a blank line\n\n$$',
    '\\(\\)',
  ])('finds none in %j', (text) => {
    expect(formulasOf(text)).toEqual([]);
  });

  it('takes prices for text, whatever they are', () => {
    const price = fc
      .tuple(fc.integer({ min: 1, max: 9999 }), fc.constantFrom('', '.50', '.99', 'k', ',000'))
      .map(([whole, rest]) => `$${whole}${rest}`);
    const between = fc.constantFrom(' or ', ' and ', ', not ', ' to ', ' for one; ', '. Then ');
    fc.assert(
      fc.property(fc.array(fc.tuple(price, between), { minLength: 1, maxLength: 6 }), (prices) => {
        expect(formulasOf(`${prices.flat().join('')}done.`)).toEqual([]);
      }),
    );
  });
});

const nodesOf = (node: MathNode): MathElement[] =>
  typeof node === 'string' ? [] : [node, ...node.children.flatMap(nodesOf)];

const textOf = (node: MathNode): string =>
  typeof node === 'string' ? node : node.tag === 'annotation' ? '' : node.children.map(textOf).join('');

const SAFE_ATTRIBUTE =
  /^(?:class|encoding|accent|accentunder|columnspan|depth|display|displaystyle|fence|form|height|largeop|linebreak|linethickness|lspace|mathbackground|mathcolor|mathvariant|maxsize|minsize|movablelimits|notation|rowspan|rspace|scriptlevel|separator|stretchy|symmetric|voffset|width)$/;

function expectHarmless(math: MathElement | null): void {
  const nodes = math ? nodesOf(math) : [];
  expect(nodes.length).toBeLessThan(3100);
  for (const { tag, attributes } of nodes) {
    expect(tag).toMatch(/^(?:m[a-z]+|semantics|annotation)$/);
    for (const [name, value] of Object.entries(attributes)) {
      expect(name).toMatch(SAFE_ATTRIBUTE);
      expect(value).not.toMatch(/url|script|:/i);
      for (const [number] of value.matchAll(/[\d.]+(?=em)/g)) expect(Number(number)).toBeLessThanOrEqual(20);
    }
  }
}

describe('drawFormula', () => {
  it('draws TeX as MathML with its source', () => {
    const math = drawFormula('\\frac{a}{b}', true);
    expect(math).toMatchObject({ tag: 'math', attributes: { display: 'block' } });
    const nodes = math ? nodesOf(math) : [];
    expect(nodes.map(({ tag }) => tag)).toContain('mfrac');
    expect(nodes.at(-1)).toEqual({
      tag: 'annotation',
      attributes: { encoding: 'application/x-tex' },
      children: ['\\frac{a}{b}'],
    });
  });

  it.each([
    'K_p e(t) + K_i \\int_0^t e(\\tau)\\,d\\tau + K_d \\frac{de}{dt}',
    '\\begin{bmatrix}\\cos\\theta & -\\sin\\theta \\\\ \\sin\\theta & \\cos\\theta\\end{bmatrix}',
    '\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}',
    '\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{else} \\end{cases}',
    '\\dot{q} = J^{\\dagger}(q)\\,\\dot{x}, \\quad \\lVert \\vec{v} \\rVert \\le 1.5\\,\\mathrm{m/s}',
    '\\hat{x}_{k|k} = \\hat{x}_{k|k-1} + K_k \\left( z_k - H \\hat{x}_{k|k-1} \\right)',
    '\\operatorname{argmin}_{\\theta} \\sum_{i=1}^{n} \\mathcal{L}(f_\\theta(x_i), y_i)',
    '\\begin{array}{c|c} a & b \\\\ \\hline c & d \\end{array} \\boxed{x} \\textcolor{red}{y}',
    'R \\in SO(3),\\ T \\in \\mathbb{R}^{4\\times4}',
  ])('draws what lessons of robotics need: %s', (tex) => {
    const math = drawFormula(tex, false);
    expect(math).not.toBeNull();
    expectHarmless(math);
  });

  it.each([
    '\\frac{1',
    '\\nosuchcommand',
    'a_1_2',
    '\\left( x',
    '\\begin{matrix} a',
    '\\href{https://evil.example}{x}',
    '\\url{https://evil.example}',
    '\\includegraphics{https://evil.example/a.png}',
    '\\htmlClass{a}{x}',
    '\\class{a}{x}',
    '\\style{color:red}{x}',
    '\\data{a=b}{x}',
    '\\def\\a{xx}\\a',
    '\\newcommand{\\a}{\\a\\a}\\a',
    '\\let\\a=b',
    `${'{'.repeat(5000)}x`,
    '\\frac '.repeat(2000),
    `${'x+'.repeat(1900)}`,
    `\\begin{matrix}${'a & b \\\\ '.repeat(500)}\\end{matrix}`,
  ])('leaves the source of what is wrong, hostile or too much: %.40s', (tex) => {
    expect(drawFormula(tex, true)).toBeNull();
  });

  it.each([
    '\\rule{9999em}{9999em}',
    '\\hspace{9999em}x\\kern-9999em',
    '\\raisebox{9999em}{x}',
    'a \\\\[9999em] b',
  ])('gives no space without a limit: %s', (tex) => expectHarmless(drawFormula(tex, true)));

  it('does nothing bad, whatever the TeX is', () => {
    const command = fc.constantFrom(
      ...'\\frac \\sqrt \\left( \\right) \\begin{matrix} \\end{matrix} \\text{<b>} \\color{red} \\href{javascript:x}{y} \\rule{99em}{1em} \\hspace{-99em} \\Huge \\tag{1} \\label{x} \\ref{x} \\char"202E \\verb|x| & \\\\ \\cancel{x} \\boxed{x} \\overbrace{x} \\ce{H2O} \\mathscr{A} \\style{a}{b}'.split(
        ' ',
      ),
      ...'{}^_$#%~x1+=',
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), fc.boolean(), (parts, display) => {
        const tex = parts.join(' ');
        const math = drawFormula(tex, display);
        expectHarmless(math);
        if (math) expect(nodesOf(math).at(-1)?.children).toEqual([tex]);
      }),
      { numRuns: 400 },
    );
  });

  it('shows text in a formula as text', () => {
    const math = drawFormula('\\text{<img src=x>}', false);
    expect(math && textOf(math).replace(/\u00a0/g, ' ')).toBe('<img src=x>');
  });
});
