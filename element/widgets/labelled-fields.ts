import type { WidgetComponent } from '@/lib/chatkit/protocol';
import { childrenOf, words } from './read-props';

/** Names of the fields for which a widget has a `Label`: all others have to name themselves. */
export function labelledFields(root: WidgetComponent): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: WidgetComponent, depth: number) => {
    if (node.type === 'Label') names.add(words(node.fieldName));
    if (depth < 64) for (const child of childrenOf(node)) visit(child, depth + 1);
  };
  visit(root, 0);
  return names;
}
