/** Deeper than any widget a person would look at; also what stops a value that contains itself. */
export const MAX_DEPTH = 200;

export type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property, with "missing" and null as one: a widget loses its nulls on the wire (spec 1.4.4). */
export function ownValue(record: JsonRecord, name: string): unknown {
  return Object.hasOwn(record, name) ? (record[name] ?? undefined) : undefined;
}

/** Whether two values mean the same to a client of the wire. Deeper than {@link MAX_DEPTH} nothing is called the same. */
export function sameJson(one: unknown, other: unknown, depth = 0): boolean {
  if (Object.is(one ?? undefined, other ?? undefined)) return true;
  if (depth > MAX_DEPTH) return false;
  if (Array.isArray(one)) {
    if (!Array.isArray(other) || one.length !== other.length) return false;
    return one.every((element, at) => sameJson(element, other[at], depth + 1));
  }
  return isRecord(one) && isRecord(other) && sameProps(one, other, [], depth);
}

/** {@link sameJson} for the properties of two objects, but for those in `except`. */
export function sameProps(one: JsonRecord, other: JsonRecord, except: readonly string[], depth = 0): boolean {
  const names = new Set(
    [...Object.keys(one), ...Object.keys(other)].filter((name) => !except.includes(name)),
  );
  return [...names].every((name) => sameJson(ownValue(one, name), ownValue(other, name), depth + 1));
}
