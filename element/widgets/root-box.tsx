/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { backgroundStyle, borderStyle, boxStyle } from './box-style';
import { Children } from './children';
import type { Style } from './css-values';
import { type NodeProps, oneOf } from './read-props';
import { useForcedTheme } from './use-theme';
import { SchemeContext } from './widget-scope';

/** The outermost box of a root: its surface, and the scheme that it may force on what is inside. */
export function RootBox({
  node,
  class: kind,
  style,
  children,
}: NodeProps & { class: string; style?: Style; children: ComponentChildren }) {
  const theme = useForcedTheme(node.theme);
  const own = {
    ...theme.style,
    ...borderStyle(node.border, theme.scheme),
    ...backgroundStyle(node.background, theme.scheme),
  };
  return (
    <SchemeContext.Provider value={theme.scheme}>
      <div class={kind} style={{ ...own, ...style }}>
        {children}
      </div>
    </SchemeContext.Provider>
  );
}

/** A root without any surface of its own. */
export function Basic({ node }: NodeProps) {
  const theme = useForcedTheme(node.theme);
  const direction = oneOf(node.direction, ['row', 'col'], 'col');
  return (
    <SchemeContext.Provider value={theme.scheme}>
      <div
        class={`w-box w-basic ${direction}`}
        style={{ ...theme.style, ...boxStyle(node, theme.scheme, direction) }}
      >
        <Children node={node} />
      </div>
    </SchemeContext.Provider>
  );
}
