import type { ThreadItemUpdate, WidgetComponent, WidgetItem, WidgetRoot } from '../protocol';

/** Changes a widget as an update says: the whole of it, one component, or the text of one. Unknown ids are ignored. */
export function applyWidgetUpdate(item: WidgetItem, update: ThreadItemUpdate): void {
  switch (update.type) {
    case 'widget.root.updated':
      item.widget = structuredClone(update.widget);
      return;
    case 'widget.component.updated':
      change(item.widget, update.component_id, (component) => {
        for (const prop of Object.keys(component)) delete component[prop];
        Object.assign(component, structuredClone(update.component));
      });
      return;
    case 'widget.streaming_text.value_delta':
      change(item.widget, update.component_id, (component) => {
        component.value = `${typeof component.value === 'string' ? component.value : ''}${update.delta}`;
        if (update.done && component.streaming === true) component.streaming = false;
      });
      return;
  }
}

function change(
  node: WidgetRoot | WidgetComponent,
  id: string,
  apply: (component: WidgetRoot | WidgetComponent) => void,
): void {
  if (node.id === id) {
    apply(node);
    return;
  }
  for (const child of childrenOf(node)) change(child, id, apply);
}

function childrenOf({ children }: WidgetRoot | WidgetComponent): WidgetComponent[] {
  if (!children) return [];
  return Array.isArray(children) ? children : [children];
}
