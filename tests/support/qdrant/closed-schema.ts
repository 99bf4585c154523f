/**
 * A schema of OpenAPI 3.0 as JSON Schema, closed: an object may have no property that its schema does not name. Qdrant
 * itself skips those it does not know, so that a misspelt field would change nothing and say nothing.
 */
export function closedSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closedSchema);
  if (!isObject(schema)) return schema;
  const { nullable, ...rest } = schema;
  const keys = Object.keys(rest);
  // The way that Qdrant's document says "or null" in a list of possibilities.
  if (nullable === true && keys.length === 0) return { type: 'null' };
  const closed: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(rest)) {
    closed[key] =
      key === 'properties' && isObject(value)
        ? Object.fromEntries(Object.entries(value).map(([name, property]) => [name, closedSchema(property)]))
        : closedSchema(value);
  }
  if ('properties' in rest && !('additionalProperties' in rest)) closed.additionalProperties = false;
  return nullable === true ? { anyOf: [closed, { type: 'null' }] } : closed;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
