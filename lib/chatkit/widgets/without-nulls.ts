import { isRecord } from './same-json';

/** A deep copy without nulls, in properties and in lists, as widgets want it (spec 1.4.4). */
export function withoutNulls<T>(value: T): T;
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value))
    return value.filter((element) => element !== null).map((element) => withoutNulls(element));
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([, property]) => property !== null);
  return Object.fromEntries(kept.map(([name, property]) => [name, withoutNulls(property)]));
}
