import { type Fields, fieldsOf, isFields, listOf, parseJson } from './json-fields';

/**
 * The arguments of a call as the schema of its tool wants them, where they only lack the form: strict schemas name every parameter, and
 * only servers that hold a model to the schema send those that are null; small models write numbers as texts. What cannot be read, or
 * fits in no such way, stays as it is.
 *
 * @param given JSON of an object @param schema JSON Schema of the parameters
 */
export function fittingArguments(given: string, schema: unknown): string {
  const values = parseJson(given);
  const { properties } = fieldsOf(schema);
  if (!isFields(values) || !isFields(properties)) return given;
  const fitting: Fields = { ...values };
  for (const [name, property] of Object.entries(properties)) {
    const kinds = kindsOf(property);
    fitting[name] = fittingValue(values[name], kinds);
    if (fitting[name] === undefined) delete fitting[name];
  }
  return JSON.stringify(fitting);
}

function fittingValue(value: unknown, kinds: ReadonlySet<unknown>): unknown {
  if (value === undefined) return kinds.has('null') ? null : undefined;
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (kinds.has('null') && /^(null|none|undefined)?$/i.test(text)) return null;
  if (kinds.has('string')) return value;
  if ((kinds.has('integer') || kinds.has('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (kinds.has('boolean') && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  const parsed = parseJson(text);
  return (kinds.has('array') && Array.isArray(parsed)) || (kinds.has('object') && isFields(parsed))
    ? parsed
    : value;
}

function kindsOf(property: unknown): ReadonlySet<unknown> {
  const { type, anyOf, oneOf } = fieldsOf(property);
  const kinds = new Set([...listOf(anyOf), ...listOf(oneOf)].flatMap((variant) => [...kindsOf(variant)]));
  for (const kind of Array.isArray(type) ? type : [type]) kinds.add(kind);
  return kinds;
}
