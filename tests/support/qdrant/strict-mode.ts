import { Refused } from './refused';

type Indexes = ReadonlyMap<string, { type: 'keyword' | 'integer' }>;

/**
 * What a managed cluster switches on for new collections (`unindexed_filtering_retrieve` and `unindexed_filtering_update` are
 * false): a filter may only name fields that have an index of the kind that the condition needs, for reading as for deleting. The
 * other caps of strict mode, such as the size of a batch or the number of conditions, have no value there unless somebody sets one.
 *
 * @throws Refused
 */
export function refuseUnindexedFilters(body: unknown, indexes: Indexes): void {
  for (const { key, needs } of conditionsIn(body)) {
    const type = indexes.get(key)?.type;
    if (type === undefined || !needs.includes(type))
      throw new Refused(
        400,
        `Bad request: Index required but not found for "${key}" of one of the following types: [${needs.join(', ')}]. Help: Create an index for this key or use a different filter.`,
      );
  }
}

interface Indexed {
  key: string;
  /** Any of these kinds will do. */
  needs: ('keyword' | 'integer')[];
}

/** Conditions of the filters of a request, those of its prefetches and searches included; not what is in its points. */
function conditionsIn(value: unknown, isFilter = false): Indexed[] {
  if (Array.isArray(value)) return value.flatMap((inner) => conditionsIn(inner, isFilter));
  if (typeof value !== 'object' || value === null) return [];
  if (isFilter && 'key' in value && typeof value.key === 'string')
    return [{ key: value.key, needs: kindsFor(value) }];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (isFilter || name === 'filter') return conditionsIn(inner, true);
    return name === 'searches' || name === 'prefetch' ? conditionsIn(inner) : [];
  });
}

function kindsFor(condition: object): Indexed['needs'] {
  if ('range' in condition) return ['integer'];
  if (!('match' in condition)) return ['keyword', 'integer'];
  const { match } = condition;
  const values = typeof match === 'object' && match !== null ? Object.values(match).flat() : [];
  return values.some((value) => typeof value === 'number') ? ['integer'] : ['keyword'];
}
