/** @jsxImportSource preact */
import { type ComponentChild, createElement } from 'preact';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { useStore } from '../ui/use-store';
import { formulaDrawer, loadFormulas } from './load-formulas';
import type { MathNode } from './math-node';

/** A formula of so many characters can be wider than a phone, and browsers do not break it over lines: it scrolls. */
const LONG = 40;

const render = (node: MathNode, key: number): ComponentChild =>
  typeof node === 'string'
    ? node
    : createElement(node.tag, { key, ...node.attributes }, node.children.map(render));

/** A formula as MathML, which screen readers read. Its source, until it can be drawn and where it cannot. */
export function Formula({
  source,
  tex,
  display,
  isDrawn = true,
}: {
  source: string;
  tex: string;
  display: boolean;
  isDrawn?: boolean;
}) {
  const draw = useStore(formulaDrawer);
  useLayoutEffect(loadFormulas, []);
  const node = useMemo(() => (isDrawn && draw?.(tex, display)) || null, [draw, tex, display, isDrawn]);
  const scrolls = display || tex.length > LONG;
  const classes = ['formula', display ? 'display' : scrolls && 'long', !node && 'source'];
  return (
    <span
      class={classes.filter(Boolean).join(' ')}
      part="formula"
      dir="ltr"
      // A box that scrolls has to be reachable by keyboard.
      tabIndex={scrolls ? 0 : undefined}
    >
      {node ? render(node, 0) : source.trim()}
    </span>
  );
}
