import { Refused } from './refused';

/** A multivector holds fewer numbers than this in all. */
const MAX_MULTIVECTOR_NUMBERS = 32_768;
/** Dimensions of a sparse vector are unsigned integers of 32 bits. */
const MAX_SPARSE_INDEX = 2 ** 32 - 1;

/**
 * Refuses what Qdrant's types take and its rules do not, with its statuses and words: `lib/common/common/src/validation.rs`,
 * `lib/segment/src/types.rs` and `lib/collection/src/collection/point_ops.rs` of qdrant/qdrant 1.18. Where builds differ, the strictest counts.
 *
 * @throws Refused
 */
export function validateBody(operation: string, body: unknown): void {
  if (!isObject(body)) return;
  refuseLoneSurrogates(body);
  switch (operation) {
    case 'PUT /collections/{collection_name}/points':
      validatePoints(body.points);
      break;
    case 'POST /collections/{collection_name}/points/delete':
      refuseEmptyUpdate(body.points);
      break;
    case 'POST /collections/{collection_name}/points/query/batch':
      for (const [index, search] of listOf(body.searches).entries())
        validateQuery(search, `searches[${index}].`);
      break;
    default:
      validateQuery(body, '');
  }
  validateConditions(body.filter);
  validateConditions(body.update_filter);
}

/** Its parser takes no half of a surrogate pair, in whatever string. */
function refuseLoneSurrogates(value: unknown): void {
  if (typeof value === 'string' && !value.isWellFormed())
    throw new Refused(400, 'Format error in JSON body: unexpected end of hex escape');
  if (Array.isArray(value)) {
    // Vectors are long, and numbers.
    if (typeof value[0] !== 'number') for (const inner of value) refuseLoneSurrogates(inner);
  } else if (isObject(value)) for (const inner of Object.values(value)) refuseLoneSurrogates(inner);
}

function validatePoints(points: unknown): void {
  refuseEmptyUpdate(points);
  for (const [index, point] of listOf(points).entries()) {
    if (!isObject(point)) continue;
    const place = `points[${index}].vector`;
    if (isObject(point.vector))
      for (const vector of Object.values(point.vector)) validateVector(vector, `${place}.?`);
    else validateVector(point.vector, place);
  }
}

function refuseEmptyUpdate(points: unknown): void {
  if (Array.isArray(points) && points.length === 0) throw new Refused(400, 'Empty update request');
}

function validateQuery(search: unknown, place: string): void {
  if (!isObject(search)) return;
  if (search.limit === 0) throw invalid(`${place}limit`, 'value 0 invalid, must be 1 or larger');
  validateVector(search.query, `${place}query`);
  validateConditions(search.filter);
  const prefetches = Array.isArray(search.prefetch) ? search.prefetch : [search.prefetch].filter(isObject);
  for (const prefetch of prefetches) validateQuery(prefetch, `${place}prefetch.`);
  const isFusion = isObject(search.query) && ('fusion' in search.query || 'rrf' in search.query);
  if (isFusion && prefetches.length === 0)
    throw new Refused(400, 'Validation failed: cannot apply Fusion without prefetches');
}

function validateVector(vector: unknown, place: string): void {
  if (isObject(vector)) validateSparse(vector, place);
  if (!Array.isArray(vector)) return;
  if (vector.length === 0) throw invalid(place, 'vector must not be empty');
  if (!vector.every(Array.isArray)) return;
  const lengths = vector.map(({ length }) => length);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (lengths.includes(0)) throw invalid(`${place}.data`, 'all vectors must be non-empty');
  if (total >= MAX_MULTIVECTOR_NUMBERS)
    throw invalid(
      `${place}.data`,
      `Total size of all vectors (${total}) must be less than ${MAX_MULTIVECTOR_NUMBERS}`,
    );
  const uneven = lengths.find((length) => length !== lengths[0]);
  if (uneven !== undefined)
    throw invalid(
      `${place}.data`,
      `all vectors must have the same dimension, found vector with dimension ${uneven}`,
    );
}

function validateSparse({ indices, values }: Record<string, unknown>, place: string): void {
  if (!Array.isArray(indices)) return;
  if (indices.some((index) => typeof index === 'number' && index > MAX_SPARSE_INDEX))
    throw new Refused(
      400,
      'Format error in JSON body: data did not match any variant of untagged enum Vector',
    );
  if (new Set(indices).size !== indices.length) throw invalid(`${place}.indices`, 'must be unique');
  if (Array.isArray(values) && values.length !== indices.length)
    throw invalid(`${place}.values`, 'must be the same length as indices');
}

function validateConditions(filter: unknown): void {
  if (Array.isArray(filter)) {
    for (const condition of filter) validateConditions(condition);
    return;
  }
  if (!isObject(filter)) return;
  const { key, must, should, must_not: mustNot, ...conditions } = filter;
  if (typeof key === 'string' && Object.keys(conditions).length === 0)
    throw invalid('filter', 'At least one field condition must be specified');
  for (const inner of [must, should, mustNot]) validateConditions(inner);
}

function invalid(field: string, text: string): Refused {
  return new Refused(422, `Validation error in JSON body: [${field}: ${text}]`);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
