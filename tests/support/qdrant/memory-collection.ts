import { passes } from './passes';
import { Refused } from './refused';
import { best, blockOf, fuse, listed, normal, type Scored, scorePoints } from './score-points';
import { type StoredPoint, UNNAMED } from './stored-point';
import type {
  CreateCollection,
  Dense,
  Filter,
  Nearest,
  PointId,
  Query,
  Scroll,
  Sparse,
  Upsert,
} from './supported-requests';

/** A collection in memory. What Qdrant would answer with an error is thrown as {@link Refused}. */
export class MemoryCollection {
  readonly indexes = new Map<string, { type: 'keyword' | 'integer'; is_tenant?: boolean | undefined }>();
  private readonly points = new Map<PointId, StoredPoint>();
  private readonly dimensions: Map<string, { size: number; isMany: boolean }>;
  private writes = 0;

  constructor(readonly parameters: CreateCollection) {
    const { vectors } = parameters;
    this.dimensions =
      'size' in vectors && typeof vectors.size === 'number'
        ? new Map([[UNNAMED, { size: vectors.size, isMany: false }]])
        : new Map(
            Object.entries(vectors).map(([name, { size, multivector_config: many }]) => [
              name,
              { size, isMany: many !== undefined },
            ]),
          );
  }

  /** Whether points can have a vector of a name. */
  hasVector(name: string): boolean {
    return this.dimensions.has(name) || this.parameters.sparse_vectors?.[name] !== undefined;
  }

  /** Points in the order of Qdrant: numbers first. */
  all(filter: Filter = {}): StoredPoint[] {
    return [...this.points.values()].filter((point) => passes(point, filter)).sort(byId);
  }

  get(ids: PointId[]): StoredPoint[] {
    return [...new Set(ids)].flatMap((id) => this.points.get(id) ?? []);
  }

  upsert({ points, update_mode: mode, update_filter: filter }: Upsert): void {
    // One wrong vector, and nothing is written.
    const checked = points.map(({ id, vector, payload }) => ({
      id,
      vectors: this.checked(vector),
      payload: payload ?? {},
    }));
    for (const point of checked) {
      const before = this.points.get(point.id);
      const applies = before
        ? mode !== 'insert_only' && (!filter || passes(before, filter))
        : mode !== 'update_only';
      if (!applies) continue;
      this.writes += 1;
      this.points.set(point.id, { ...point, version: this.writes });
    }
  }

  delete(filter: Filter): void {
    for (const { id } of this.all(filter)) this.points.delete(id);
  }

  scroll({ filter, limit, offset, order_by: order }: Scroll): {
    points: StoredPoint[];
    next: PointId | null;
  } {
    const found = this.all(filter);
    if (order) {
      if (this.indexes.get(order.key)?.type !== 'integer')
        throw new Refused(400, `No range index for \`order_by\` key: \`${order.key}\``);
      const sign = order.direction === 'asc' ? 1 : -1;
      const place = ({ payload }: StoredPoint) => sign * Number(payload[order.key]);
      const ordered = found.filter(({ payload }) => typeof payload[order.key] === 'number');
      return { points: ordered.sort((one, other) => place(one) - place(other)).slice(0, limit), next: null };
    }
    const start = offset === undefined ? 0 : found.findIndex((point) => byId(point, { id: offset }) >= 0);
    const rest = start < 0 ? [] : found.slice(start);
    return { points: rest.slice(0, limit), next: rest[limit]?.id ?? null };
  }

  query({ prefetch, query, using, filter, limit, score_threshold: threshold, offset = 0 }: Query): Scored[] {
    if (Array.isArray(query) || 'indices' in query)
      return best(this.nearest({ query, using, filter, limit }), limit + offset, threshold).slice(offset);
    const lists = (prefetch ?? []).map((part) => best(this.nearest(part), part.limit, part.score_threshold));
    const fused = fuse(lists, query).filter(({ point }) => passes(point, filter ?? {}));
    return best(fused, limit + offset, threshold).slice(offset);
  }

  private nearest({ query, using = UNNAMED, filter = {} }: Nearest): Scored[] {
    this.requireVector(using, query);
    const hasIdf = this.parameters.sparse_vectors?.[using]?.modifier === 'idf';
    // Rarity is that in the whole collection, whatever the filter.
    return scorePoints([...this.points.values()], using, query, hasIdf).filter(({ point }) =>
      passes(point, filter),
    );
  }

  private checked(vector: Upsert['points'][number]['vector']): StoredPoint['vectors'] {
    const named = Array.isArray(vector) ? { [UNNAMED]: vector } : vector;
    return new Map(
      Object.entries(named).map(([name, value]) => {
        this.requireVector(name, value);
        return [name, this.kept(name, value)];
      }),
    );
  }

  /** As Qdrant keeps a vector: at length 1, and as several where the collection is made for several. */
  private kept(name: string, vector: Dense | Sparse): Dense | Sparse {
    if (!Array.isArray(vector)) return vector;
    const vectors = listed(vector).map(normal);
    const kept = this.dimensions.get(name)?.isMany ? vectors : (vectors[0] ?? []);
    blockOf(kept);
    return kept;
  }

  private requireVector(name: string, vector: Dense | Sparse): void {
    if (Array.isArray(vector)) {
      const expected = this.dimensions.get(name);
      if (expected === undefined) throw new Refused(400, `Not existing vector name error: ${name}`);
      const vectors = listed(vector);
      if (vectors.length > 1 && !expected.isMany)
        throw new Refused(400, 'Conversion between multi and regular vectors failed');
      for (const { length } of vectors) {
        if (length !== expected.size)
          throw new Refused(400, `Vector dimension error: expected dim: ${expected.size}, got ${length}`);
      }
      return;
    }
    if (!this.parameters.sparse_vectors?.[name])
      throw new Refused(400, `Not existing vector name error: ${name}`);
  }
}

function byId({ id: one }: Pick<StoredPoint, 'id'>, { id: other }: Pick<StoredPoint, 'id'>): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  if (typeof one !== typeof other) return typeof one === 'number' ? -1 : 1;
  return one < other ? -1 : Number(one > other);
}
