import { z } from 'zod';
import { canonicalId } from './point-id';

/**
 * What the loopback server can do of what Qdrant can. A request that is valid but asks for more is refused, so that nothing
 * is left out in silence.
 */
const id = z.union([z.number(), z.string().transform((text) => canonicalId(text) ?? text)]);
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const list = z.array(z.union([z.string(), z.number()]));

const match = z.union([
  z.strictObject({ value: scalar }),
  z.strictObject({ any: list }),
  z.strictObject({ except: list }),
]);
const range = z.strictObject({
  lt: z.number().optional(),
  lte: z.number().optional(),
  gt: z.number().optional(),
  gte: z.number().optional(),
});

export type Match = z.infer<typeof match>;
export type Range = z.infer<typeof range>;
export type PointId = z.infer<typeof id>;

export interface Filter {
  must?: Condition | Condition[] | undefined;
  should?: Condition | Condition[] | undefined;
  must_not?: Condition | Condition[] | undefined;
}
export type Condition =
  | { key: string; match: Match }
  | { key: string; range: Range }
  | { has_id: PointId[] }
  | { is_empty: { key: string } }
  | { is_null: { key: string } }
  | Filter;

const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ key: z.string(), match }),
    z.strictObject({ key: z.string(), range }),
    z.strictObject({ has_id: z.array(id) }),
    z.strictObject({ is_empty: z.strictObject({ key: z.string() }) }),
    z.strictObject({ is_null: z.strictObject({ key: z.string() }) }),
    filter,
  ]),
);
const conditions = z.union([condition, z.array(condition)]).optional();
const filter: z.ZodType<Filter> = z.strictObject({
  must: conditions,
  should: conditions,
  must_not: conditions,
});

export const sparse = z.strictObject({ indices: z.array(z.number()), values: z.array(z.number()) });
const dense = z.array(z.number());
/** Several vectors of one point, of which the nearest to each of those that are asked for counts. */
const many = z.array(dense).min(1);
const selector = z.union([
  z.boolean(),
  z.array(z.string()),
  z.strictObject({ include: z.array(z.string()) }),
  z.strictObject({ exclude: z.array(z.string()) }),
]);
const withVector = z.union([z.boolean(), z.array(z.string())]);
const read = { with_payload: selector.optional(), with_vector: withVector.optional() };

export type Selector = z.infer<typeof selector>;
export type WithVector = z.infer<typeof withVector>;
export type Sparse = z.infer<typeof sparse>;
/** One vector, or several of one point. */
export type Dense = number[] | number[][];

const nearest = z.union([dense, many, sparse]);
const fusion = z.union([
  z.strictObject({ fusion: z.literal('rrf') }),
  z.strictObject({ rrf: z.strictObject({ k: z.number().optional() }) }),
]);
export type Fusion = z.infer<typeof fusion>;

const search = {
  using: z.string().optional(),
  filter: filter.optional(),
  limit: z.number().default(10),
  score_threshold: z.number().optional(),
};
const prefetch = z.strictObject({ query: nearest, ...search });
export type Nearest = z.infer<typeof prefetch>;

export const query = z.strictObject({
  prefetch: z.union([prefetch.transform((one) => [one]), z.array(prefetch)]).optional(),
  query: z.union([nearest, fusion]),
  ...search,
  offset: z.number().optional(),
  ...read,
});
export type Query = z.infer<typeof query>;

const vectorParameters = z.strictObject({
  size: z.number(),
  distance: z.literal('Cosine'),
  multivector_config: z.strictObject({ comparator: z.literal('max_sim') }).optional(),
});

export const createCollection = z.strictObject({
  vectors: z.union([vectorParameters, z.record(z.string(), vectorParameters)]),
  sparse_vectors: z
    .record(z.string(), z.strictObject({ modifier: z.enum(['idf', 'none']).optional() }))
    .optional(),
});
export type CreateCollection = z.infer<typeof createCollection>;

export const createIndex = z.strictObject({
  field_name: z.string(),
  field_schema: z.union([
    z.enum(['keyword', 'integer']),
    z.strictObject({ type: z.literal('keyword'), is_tenant: z.boolean().optional() }),
  ]),
});

export const upsert = z.strictObject({
  points: z.array(
    z.strictObject({
      id,
      vector: z.union([dense, z.record(z.string(), nearest)]),
      payload: z.record(z.string(), z.unknown()).nullish(),
    }),
  ),
  update_mode: z.enum(['upsert', 'insert_only', 'update_only']).default('upsert'),
  update_filter: filter.optional(),
});
export type Upsert = z.infer<typeof upsert>;

export const retrieve = z.strictObject({ ids: z.array(id), ...read });
export const scroll = z.strictObject({
  filter: filter.optional(),
  limit: z.number().default(10),
  offset: id.optional(),
  order_by: z.strictObject({ key: z.string(), direction: z.enum(['asc', 'desc']).default('asc') }).optional(),
  ...read,
});
export type Scroll = z.infer<typeof scroll>;
export const count = z.strictObject({ filter: filter.optional(), exact: z.boolean().default(true) });
export const remove = z.union([
  z.strictObject({ points: z.array(id) }).transform(({ points }): Filter => ({ must: [{ has_id: points }] })),
  z.strictObject({ filter }).transform((selected) => selected.filter),
]);
export const batch = z.strictObject({ searches: z.array(query) });
