/** @jsxImportSource preact */
import { useContext, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useScope } from '../ui/chat-scope';
import { alignOf } from './box-style';
import { Children } from './children';
import { spacing, styleOf } from './css-values';
import { amount, keyedChildren, type NodeProps } from './read-props';
import { RootBox } from './root-box';
import { StatusLine } from './status-line';
import { useAction } from './use-action';
import { ListContext, useWidget } from './widget-scope';

/** Rows that `limit: "auto"` shows. */
const AUTO_ROWS = 5;

/** A list of rows, cut after `limit` until the reader asks for the rest. */
export function ListView({ node }: NodeProps) {
  const { words } = useScope();
  const { View } = useWidget();
  const [all, setAll] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const rows = keyedChildren(node);
  const limit = node.limit === 'auto' ? AUTO_ROWS : (amount(node.limit) ?? rows.length);
  const hidden = all ? 0 : Math.max(0, rows.length - limit);
  useLayoutEffect(() => {
    // The button that had the focus is gone: reading goes on at the first row that was hidden.
    const row = list.current?.children[limit];
    if (all && row instanceof HTMLElement) (row.querySelector<HTMLElement>('button') ?? row).focus();
  }, [all, limit]);
  return (
    <RootBox node={node} class="w-list-box">
      <StatusLine status={node.status} />
      <ListContext.Provider value>
        <ul class="w-list" ref={list}>
          {rows.slice(0, rows.length - hidden).map((row) =>
            row.node.type === 'ListViewItem' ? (
              <View key={row.key} node={row.node} />
            ) : (
              <li key={row.key} class="w-row-item" tabIndex={-1}>
                <ListContext.Provider value={false}>
                  <View node={row.node} />
                </ListContext.Provider>
              </li>
            ),
          )}
        </ul>
      </ListContext.Provider>
      {hidden > 0 && (
        <button type="button" class="w-more" onClick={() => setAll(true)}>
          {words.showMore(hidden)}
        </button>
      )}
    </RootBox>
  );
}

/**
 * One row. With an action the whole row is a button: it lies under the content, named by it, so that controls inside keep
 * their own clicks and no button contains another.
 */
export function ListViewItem({ node }: NodeProps) {
  const { words } = useScope();
  const { disabled } = useWidget();
  const inList = useContext(ListContext);
  const action = useAction(node.onClickAction, 'self');
  const id = useId();
  const content = (
    <>
      {action.armed && (
        <button
          type="button"
          class="w-row-hit"
          aria-labelledby={id}
          aria-disabled={action.blocked || action.loading || undefined}
          title={action.blocked ? words.waitForAnswer : undefined}
          disabled={disabled}
          onClick={() => action.fire()}
        />
      )}
      <div
        id={id}
        class="w-row-content"
        style={styleOf({ gap: spacing(node.gap), alignItems: alignOf(node.align) })}
      >
        <ListContext.Provider value={false}>
          <Children node={node} />
        </ListContext.Provider>
      </div>
      {action.loading && <span class="spinner" role="status" aria-label={words.working} />}
    </>
  );
  const kind = `w-row-item${action.armed ? ' armed' : ''}${action.loading ? ' loading' : ''}`;
  return inList ? (
    <li class={kind} tabIndex={-1}>
      {content}
    </li>
  ) : (
    <div class={kind}>{content}</div>
  );
}
