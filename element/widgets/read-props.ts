import type { WidgetComponent } from '@/lib/chatkit/protocol';
import { isRecord } from '../protocol/is-record';

/*
 * A widget is JSON that a server composed, often through a template: any property may be missing, null or of another type
 * than its schema says. Null means absent everywhere (spec element 3.1).
 */

/** What a component is drawn from. */
export interface NodeProps {
  node: WidgetComponent;
}

export const words = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
};

export const flag = (value: unknown): boolean => value === true;

/** A finite number that is not negative. */
export const amount = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;

export function oneOf<const T extends readonly string[], F>(
  value: unknown,
  allowed: T,
  fallback: F,
): T[number] | F {
  return allowed.find((each) => each === value) ?? fallback;
}

/** The entry of a table by a name that the server wrote: never something that the table inherits. */
export const entryOf = <T>(table: Record<string, T>, name: unknown): T | undefined =>
  typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;

const isComponent = (value: unknown): value is WidgetComponent =>
  isRecord(value) && typeof value.type === 'string';

/** The children of a component: none, one object, or a list. What is no component is left out. */
export function childrenOf({ children }: WidgetComponent): WidgetComponent[] {
  const list: unknown[] = Array.isArray(children) ? children : [children];
  return list.filter(isComponent);
}

/**
 * Children with the keys by which they are told apart when the server sends them anew: their own key, their id, or place
 * and type; so focus, open menus and typed values survive an update.
 */
export function keyedChildren(node: WidgetComponent): { key: string; node: WidgetComponent }[] {
  const taken = new Set<string>();
  return childrenOf(node).map((child, at) => {
    const own = words(child.key) || words(child.id);
    const key = own !== '' && !taken.has(own) ? own : `${at}:${child.type}`;
    taken.add(key);
    return { key, node: child };
  });
}

export interface Option {
  value: string;
  label: string;
  description: string;
  disabled: boolean;
}

/** The options of a choice; what has no value is left out. */
export function optionsOf(value: unknown): Option[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).flatMap((option) => {
    const own = words(option.value);
    if (own === '') return [];
    const label = words(option.label) || own;
    return [{ value: own, label, description: words(option.description), disabled: flag(option.disabled) }];
  });
}
