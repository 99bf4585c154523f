import type { WidgetComponent, WidgetRoot } from '@/lib/chatkit/protocol';

type Node = { children?: WidgetComponent | WidgetComponent[] | undefined };

/** Maps every component below `node`, keeping the identity of what did not change. */
function mapChildren<T extends Node>(node: T, change: (child: WidgetComponent) => WidgetComponent): T {
  const { children } = node;
  if (!children) return node;
  const visit = (child: WidgetComponent): WidgetComponent => mapChildren(change(child), change);
  const next = Array.isArray(children) ? children.map(visit) : visit(children);
  const same = Array.isArray(children)
    ? Array.isArray(next) && next.every((child, at) => child === children[at])
    : next === children;
  return same ? node : { ...node, children: next };
}

/** Puts `component` in the place of the one with that id, wherever in the tree it stands. */
export function replaceComponent(root: WidgetRoot, id: string, component: WidgetComponent): WidgetRoot {
  return mapChildren(root, (child) => (child.id === id ? component : child));
}

/** Adds streamed text to the `Text` or `Markdown` with that id; `done` ends its streaming look. */
export function appendStreamedText(root: WidgetRoot, id: string, delta: string, done: boolean): WidgetRoot {
  return mapChildren(root, (child) =>
    child.id === id
      ? { ...child, value: `${typeof child.value === 'string' ? child.value : ''}${delta}`, streaming: !done }
      : child,
  );
}
