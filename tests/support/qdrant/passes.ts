import type { StoredPoint } from './stored-point';
import type { Condition, Filter, Match, Range } from './supported-requests';

type Filtered = Pick<StoredPoint, 'id' | 'payload'>;

/** Whether a point passes a filter, by Qdrant's rules: of a list in the payload, one element is enough. */
export function passes(point: Filtered, { must, should, must_not: mustNot }: Filter): boolean {
  const some = listed(should);
  return (
    listed(must).every((condition) => meets(point, condition)) &&
    !listed(mustNot).some((condition) => meets(point, condition)) &&
    (some.length === 0 || some.some((condition) => meets(point, condition)))
  );
}

function meets(point: Filtered, condition: Condition): boolean {
  if ('has_id' in condition) return condition.has_id.includes(point.id);
  if ('is_empty' in condition) return valuesAt(point, condition.is_empty.key).length === 0;
  if ('is_null' in condition) return point.payload[condition.is_null.key] === null;
  if ('match' in condition)
    return valuesAt(point, condition.key).some((value) => matches(value, condition.match));
  if ('range' in condition)
    return valuesAt(point, condition.key).some((value) => isIn(value, condition.range));
  return passes(point, condition);
}

function matches(value: unknown, match: Match): boolean {
  if ('value' in match) return value === match.value;
  if ('any' in match) return match.any.some((candidate) => candidate === value);
  return !match.except.some((candidate) => candidate === value);
}

function isIn(value: unknown, { lt, lte, gt, gte }: Range): boolean {
  return (
    typeof value === 'number' &&
    (lt === undefined || value < lt) &&
    (lte === undefined || value <= lte) &&
    (gt === undefined || value > gt) &&
    (gte === undefined || value >= gte)
  );
}

function valuesAt({ payload }: Filtered, key: string): unknown[] {
  if (!(key in payload)) return [];
  const value = payload[key];
  return (Array.isArray(value) ? value : [value]).filter((element) => element !== null);
}

function listed(conditions: Condition | Condition[] | undefined): Condition[] {
  if (conditions === undefined) return [];
  return Array.isArray(conditions) ? conditions : [conditions];
}
