import type { Page } from '../../chatkit/protocol';
import { InvalidRequest } from '../../chatkit/server/errors';
import type { PageQuery } from '../../chatkit/store/store';

/** The condition that a row comes after the cursor's, in the order of the query. */
export function seqAfter<Seq>(cursor: { seq: Seq } | undefined, order: PageQuery['order']) {
  if (!cursor) return {};
  return { seq: order === 'asc' ? { gt: cursor.seq } : { lt: cursor.seq } };
}

/** @param found the rows of the page and, if there are more, one more */
export function toPage<Row extends { id: string }>(found: Row[], limit: number): Page<Row> {
  const data = found.slice(0, limit);
  const last = data.at(-1);
  return found.length > limit && last ? { data, has_more: true, after: last.id } : { data, has_more: false };
}

export function unknownCursor(): InvalidRequest {
  return new InvalidRequest('`after` names nothing in this list.');
}
