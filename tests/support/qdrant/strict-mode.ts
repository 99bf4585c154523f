import { Refused } from './refused';

/**
 * What a managed cluster switches on for new collections (`unindexed_filtering_retrieve` and `unindexed_filtering_update` are
 * false): a filter may only name fields that have an index, for reading as for writing. The other caps of strict mode, such as the
 * size of a batch or the number of conditions, have no value there unless somebody sets one.
 *
 * @throws Refused
 */
export function refuseUnindexedFilters(body: unknown, indexes: ReadonlyMap<string, unknown>): void {
  const key = filteredKeys(body).find((name) => !indexes.has(name));
  if (key !== undefined)
    throw new Refused(
      400,
      `Bad request: Index required but not found for "${key}" of one of the following types: [keyword]. Help: Create an index for this key or use a different filter.`,
    );
}

/** Fields that the filters of a request name, those of its prefetches and searches included; not what is in its points. */
function filteredKeys(value: unknown, isFilter = false): string[] {
  if (Array.isArray(value)) return value.flatMap((inner) => filteredKeys(inner, isFilter));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (isFilter && name === 'key' && typeof inner === 'string') return [inner];
    if (isFilter) return filteredKeys(inner, true);
    if (name === 'filter' || name === 'update_filter') return filteredKeys(inner, true);
    return name === 'searches' || name === 'prefetch' ? filteredKeys(inner) : [];
  });
}
