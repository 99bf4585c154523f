import type { Page } from '../protocol';
import { InvalidRequest } from '../server/errors';
import type { PageQuery } from './store';

/**
 * A page of the elements that are wanted, copied. The cursor may be one that is not: it says where to go on.
 *
 * @throws InvalidRequest for an unknown cursor
 */
export function pageOf<T extends { id: string }>(
  all: T[],
  { limit, order, after }: PageQuery,
  wanted: (element: T) => boolean = () => true,
): Page<T> {
  const ordered = order === 'asc' ? all : all.toReversed();
  const seen = after === undefined ? -1 : ordered.findIndex((element) => element.id === after);
  if (after !== undefined && seen < 0) throw new InvalidRequest('`after` names nothing in this list.');
  const rest = ordered.slice(seen + 1).filter(wanted);
  const data = structuredClone(rest.slice(0, limit));
  const has_more = rest.length > limit;
  return has_more ? { data, has_more, after: data.at(-1)?.id } : { data, has_more };
}
