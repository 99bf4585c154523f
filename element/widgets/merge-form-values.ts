import { isRecord } from '../protocol/is-record';

/** Segments that would reach past the object's own properties. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** Puts `value` at `path`; null if the payload has something there already. */
function put(
  target: Record<string, unknown>,
  path: string[],
  value: unknown,
): Record<string, unknown> | null {
  const [key, ...rest] = path;
  if (key === undefined || FORBIDDEN.has(key)) return null;
  const there = Object.hasOwn(target, key) ? target[key] : undefined;
  if (rest.length === 0) return there === undefined ? { ...target, [key]: value } : null;
  if (there !== undefined && !isRecord(there)) return null;
  const inner = put(there ?? {}, rest, value);
  return inner && { ...target, [key]: inner };
}

export interface Merged {
  payload: unknown;
  /** Names of the fields whose place in the payload was taken. */
  dropped: string[];
}

/**
 * The payload of an action with the values of its form: dotted names nest, and what the payload says itself wins (spec
 * element 1.13). A payload that is no object takes no values at all.
 */
export function mergeFormValues(payload: unknown, values: ReadonlyMap<string, unknown>): Merged {
  if (values.size === 0) return { payload, dropped: [] };
  if (payload !== undefined && payload !== null && !isRecord(payload))
    return { payload, dropped: [...values.keys()] };
  let merged: Record<string, unknown> = payload ?? {};
  const dropped: string[] = [];
  for (const [name, value] of values) {
    const next = put(merged, name.split('.'), value);
    if (next) merged = next;
    else dropped.push(name);
  }
  return { payload: merged, dropped };
}
