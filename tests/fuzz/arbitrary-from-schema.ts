import * as fc from 'fast-check';
import { z } from 'zod';
import * as core from 'zod/v4/core';

/** Text that goes wrong elsewhere: other scripts, controls, lone surrogates, markup, names with a meaning. */
const awkwardText = fc.constantFrom(
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff lone',
  '\u202eright to left',
  '\u200b\ufeff',
  '🤖'.repeat(40),
  'ü\r\n\tß',
  '<script>alert(1)</script>',
  "'; DROP TABLE chatkit.threads; --",
  '{{7*7}}{% raw %}',
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'null',
  '1e309',
);

export const anyText = fc.oneof(
  { weight: 5, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 3, arbitrary: awkwardText },
);

export const anyJson = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown[]>(null, true, -1, 1e21, [], {}, [[[[]]]]),
);

/** Values for fields that name something, by the field's name. */
export type FieldValues = Partial<Record<string, fc.Arbitrary<unknown>>>;

/**
 * Values that a schema describes, made by walking it. Refinements are not looked at, so a few values are refused after all.
 *
 * @param fields used for object properties of these names, instead of their schema
 */
export function arbitraryFrom(schema: core.$ZodType, fields: FieldValues = {}): fc.Arbitrary<unknown> {
  const below = (inner: core.$ZodType) => arbitraryFrom(inner, fields);
  if (schema instanceof z.ZodObject) return objectOf(schema.shape, fields);
  if (schema instanceof core.$ZodUnion) return fc.oneof(...schema._zod.def.options.map(below));
  if (schema instanceof core.$ZodArray) return fc.array(below(schema._zod.def.element), { maxLength: 4 });
  if (schema instanceof core.$ZodRecord) {
    return fc.dictionary(anyText, below(schema._zod.def.valueType), { maxKeys: 4 });
  }
  if (schema instanceof core.$ZodEnum) return fc.constantFrom(...Object.values(schema._zod.def.entries));
  if (schema instanceof core.$ZodLiteral) return fc.constantFrom(...schema._zod.def.values);
  if (schema instanceof core.$ZodOptional || schema instanceof core.$ZodDefault) {
    return fc.option(below(schema._zod.def.innerType), { nil: undefined });
  }
  if (schema instanceof core.$ZodNullable) return fc.option(below(schema._zod.def.innerType));
  if (schema instanceof core.$ZodPipe) return below(schema._zod.def.in);
  if (schema instanceof core.$ZodLazy) return below(schema._zod.def.getter());
  if (schema instanceof core.$ZodString) return stringFor(schema);
  if (schema instanceof core.$ZodNumber) return fc.integer({ min: -2, max: 130 });
  if (schema instanceof core.$ZodBoolean) return fc.boolean();
  if (schema instanceof core.$ZodUnknown) return anyJson;
  throw new Error(`no arbitrary for a schema of type ${schema._zod.def.type}`);
}

function objectOf(shape: Readonly<Record<string, core.$ZodType>>, fields: FieldValues) {
  const properties = Object.entries(shape).map(([key, property]) => [
    key,
    fields[key] ?? arbitraryFrom(property, fields),
  ]);
  // What is undefined is absent from the JSON.
  return fc.record(Object.fromEntries(properties));
}

/** A pattern is a numeric string here; everything else takes any text. */
function stringFor(schema: core.$ZodString): fc.Arbitrary<unknown> {
  return schema._zod.bag.patterns?.size ? fc.integer({ min: 0, max: 120 }).map(String) : anyText;
}
