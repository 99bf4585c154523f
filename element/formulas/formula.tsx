/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: the place in the formula is what tells its parts apart
import { type ComponentChild, createElement } from 'preact';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { useStore } from '../ui/use-store';
import { formulaDrawer, loadFormulas } from './load-formulas';
import type { MathNode } from './math-node';

const render = (node: MathNode, key: number): ComponentChild =>
  typeof node === 'string'
    ? node
    : createElement(node.tag, { key, ...node.attributes }, node.children.map(render));

/** A formula as MathML, which screen readers read. Its source, until it can be drawn and where it cannot. */
export function Formula({ source, tex, display }: { source: string; tex: string; display: boolean }) {
  const draw = useStore(formulaDrawer);
  useLayoutEffect(loadFormulas, []);
  const node = useMemo(() => draw?.(tex, display) ?? null, [draw, tex, display]);
  const shown = node ? render(node, 0) : source.trim();
  if (display) {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
      <span class={node ? 'formula display' : 'formula display source'} tabIndex={0} part="formula" dir="ltr">
        {shown}
      </span>
    );
  }
  return (
    <span class={node ? 'formula' : 'formula source'} dir="ltr">
      {shown}
    </span>
  );
}
