/** @jsxImportSource preact */
import { boxStyle } from './box-style';
import { Children } from './children';
import { borderColor, surfaceColor } from './colors';
import { length, spacing, styleOf } from './css-values';
import { flag, type NodeProps, oneOf } from './read-props';
import { useScheme } from './widget-scope';

function Flex({ node, direction }: NodeProps & { direction: 'row' | 'col' }) {
  const style = boxStyle(node, useScheme(), direction);
  const scrolls = flag(node.scrollable);
  return (
    <div class={`w-box ${direction}`} style={style} tabIndex={scrolls ? 0 : undefined}>
      <Children node={node} />
    </div>
  );
}

export function Box({ node }: NodeProps) {
  return <Flex node={node} direction={oneOf(node.direction, ['row', 'col'], 'col')} />;
}

export function Row({ node }: NodeProps) {
  // Things beside each other need air; things below each other have their line height.
  return <Flex node={{ ...node, gap: node.gap ?? 2 }} direction="row" />;
}

export function Col({ node }: NodeProps) {
  return <Flex node={node} direction="col" />;
}

/** Pushes what stands before and behind it apart. */
export function Spacer({ node }: NodeProps) {
  return <div class="w-spacer" style={styleOf({ flexBasis: length(node.minSize) })} />;
}

export function Divider({ node }: NodeProps) {
  const scheme = useScheme();
  const color = borderColor(node.color, scheme) ?? surfaceColor(node.color, scheme);
  const style = styleOf({
    '--w-line': length(node.size),
    '--w-line-color': color,
    '--w-line-space': spacing(node.spacing),
  });
  return <hr class={flag(node.flush) ? 'w-divider flush' : 'w-divider'} style={style} />;
}
