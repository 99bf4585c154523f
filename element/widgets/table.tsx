/** @jsxImportSource preact */

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { useScope } from '../ui/chat-scope';
import { paddingStyle } from './box-style';
import { Children } from './children';
import { length, styleOf } from './css-values';
import { amount, childrenOf, entryOf, flag, type NodeProps, oneOf } from './read-props';

/** Least widths of columns in px (spec element 3.2). */
const COLUMNS: Record<string, number> = { xs: 64, sm: 96, md: 144, lg: 208, xl: 288 };

const HeaderContext = createContext(false);

/** Cells beyond this are cut: no table that a person reads has them. */
const MAX_SPAN = 100;

const span = (value: unknown): number | undefined => {
  const count = amount(value);
  return count === undefined ? undefined : Math.min(MAX_SPAN, Math.max(1, Math.floor(count)));
};

export function Table({ node }: NodeProps) {
  const { words } = useScope();
  const rows = childrenOf(node);
  const head = rows.filter((row) => flag(row.header));
  const body = rows.filter((row) => !flag(row.header));
  return (
    // biome-ignore-start lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: a field set is not what this is
    <div class="w-table" role="group" aria-label={words.table} tabIndex={0}>
      {/* biome-ignore-end lint/a11y/noNoninteractiveTabindex: see above */}
      <table>
        {head.length > 0 && (
          <thead>
            <Children node={{ type: 'Table', children: head }} />
          </thead>
        )}
        <tbody>
          <Children node={{ type: 'Table', children: body }} />
        </tbody>
      </table>
    </div>
  );
}

export function TableRow({ node }: NodeProps) {
  return (
    <HeaderContext.Provider value={flag(node.header)}>
      <tr>
        <Children node={node} />
      </tr>
    </HeaderContext.Provider>
  );
}

export function TableCell({ node }: NodeProps) {
  const header = useContext(HeaderContext);
  const width = entryOf(COLUMNS, node.colSize);
  const style = {
    ...paddingStyle(node.padding),
    ...styleOf({
      width: length(node.width),
      minWidth: width === undefined ? undefined : `${width}px`,
      textAlign: oneOf(node.align, ['start', 'center', 'end'], undefined),
      verticalAlign: entryOf({ start: 'top', center: 'middle', end: 'bottom' }, node.vAlign),
    }),
  };
  const shared = { style, colSpan: span(node.colSpan), rowSpan: span(node.rowSpan) };
  return header ? (
    <th scope="col" {...shared}>
      <Children node={node} />
    </th>
  ) : (
    <td {...shared}>
      <Children node={node} />
    </td>
  );
}
