import type { z } from 'zod';
import { MemoryCollection } from './memory-collection';
import type { KnownRequest } from './openapi-checker';
import { Refused } from './refused';
import { type StoredPoint, UNNAMED } from './stored-point';
import { refuseUnindexedFilters } from './strict-mode';
import * as supported from './supported-requests';

/** Answers requests that the document knows: the result, without its envelope. */
export function answerRequest(
  { operation, collection: name }: KnownRequest,
  body: unknown,
  collections: Map<string, MemoryCollection>,
  { isStrict }: { isStrict: boolean },
): unknown {
  const collection = () => {
    const found = collections.get(name);
    if (!found) throw new Refused(404, `Not found: Collection \`${name}\` doesn't exist!`);
    if (isStrict) refuseUnindexedFilters(body, found.indexes);
    return found;
  };
  switch (operation) {
    case 'PUT /collections/{collection_name}':
      if (name.length > 200 || /[<>:"/\\|?*]/.test(name))
        throw new Refused(422, 'Validation error in path parameters: [collection_name: name is invalid]');
      if (collections.has(name))
        throw new Refused(409, `Wrong input: Collection \`${name}\` already exists!`);
      collections.set(name, new MemoryCollection(read(supported.createCollection, body)));
      return true;
    case 'GET /collections/{collection_name}':
      return describe(collection());
    case 'DELETE /collections/{collection_name}':
      return collections.delete(name);
    case 'GET /collections/{collection_name}/exists':
      return { exists: collections.has(name) };
    case 'PUT /collections/{collection_name}/index': {
      const { field_name: field, field_schema: schema } = read(supported.createIndex, body);
      collection().indexes.set(field, typeof schema === 'string' ? { type: schema } : schema);
      return DONE;
    }
    case 'PUT /collections/{collection_name}/points':
      collection().upsert(read(supported.upsert, body));
      return DONE;
    case 'POST /collections/{collection_name}/points': {
      const asked = read(supported.retrieve, body);
      return collection()
        .get(asked.ids)
        .map((point) => record(collection(), point, asked.with_payload ?? true, asked.with_vector));
    }
    case 'POST /collections/{collection_name}/points/delete':
      collection().delete(read(supported.remove, body));
      return DONE;
    case 'POST /collections/{collection_name}/points/scroll': {
      const asked = read(supported.scroll, body);
      const { points, next } = collection().scroll(asked);
      return {
        points: points.map((point) =>
          record(collection(), point, asked.with_payload ?? true, asked.with_vector),
        ),
        next_page_offset: next,
      };
    }
    case 'POST /collections/{collection_name}/points/count':
      return { count: collection().all(read(supported.count, body).filter).length };
    case 'POST /collections/{collection_name}/points/query':
      return queried(collection(), read(supported.query, body));
    case 'POST /collections/{collection_name}/points/query/batch':
      return read(supported.batch, body).searches.map((query) => queried(collection(), query));
    default:
      throw new Refused(501, `${operation} is not built`);
  }
}

const DONE = { operation_id: 1, status: 'completed' };

function read<Type extends z.ZodType>(type: Type, body: unknown): z.infer<Type> {
  const parsed = type.safeParse(body);
  if (!parsed.success) throw new Refused(501, `not built: ${parsed.error.message}`);
  return parsed.data;
}

function queried(collection: MemoryCollection, query: supported.Query): object {
  const points = collection.query(query).map(({ point, score }) => ({
    ...record(collection, point, query.with_payload ?? false, query.with_vector),
    score,
    version: point.version,
  }));
  return { points };
}

function record(
  collection: MemoryCollection,
  point: StoredPoint,
  payload: supported.Selector,
  vector: supported.WithVector = false,
): object {
  const unknown = Array.isArray(vector) ? vector.find((name) => !collection.hasVector(name)) : undefined;
  if (unknown !== undefined) throw new Refused(400, `Not existing vector name error: ${unknown}`);
  const vectors = Object.fromEntries(
    [...point.vectors].filter(([name]) => (Array.isArray(vector) ? vector.includes(name) : vector)),
  );
  return {
    id: point.id,
    ...(payload === false ? {} : { payload: selected(point.payload, payload) }),
    ...(vector === false ? {} : { vector: vectors[UNNAMED] ?? vectors }),
  };
}

function selected(payload: StoredPoint['payload'], selector: supported.Selector): object {
  if (typeof selector === 'boolean') return payload;
  const isKept = (field: string) => {
    if ('exclude' in selector) return !selector.exclude.includes(field);
    return ('include' in selector ? selector.include : selector).includes(field);
  };
  return Object.fromEntries(Object.entries(payload).filter(([field]) => isKept(field)));
}

function describe(collection: MemoryCollection): object {
  const points = collection.all().length;
  return {
    status: 'green',
    optimizer_status: 'ok',
    points_count: points,
    segments_count: 1,
    config: {
      params: { ...collection.parameters, shard_number: 1, replication_factor: 1, on_disk_payload: true },
      hnsw_config: { m: 16, ef_construct: 100, full_scan_threshold: 10_000 },
      optimizer_config: { default_segment_number: 0, flush_interval_sec: 5 },
    },
    payload_schema: Object.fromEntries(
      Array.from(collection.indexes, ([field, params]) => [
        field,
        { data_type: params.type, params, points },
      ]),
    ),
  };
}
