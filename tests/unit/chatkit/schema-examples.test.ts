import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as core from 'zod/v4/core';
import * as protocol from '@/lib/chatkit/protocol';
import { SCHEMA_EXAMPLES } from './schema-examples';

const schemas = Object.entries(protocol).flatMap(([name, value]) =>
  value instanceof z.ZodType ? [{ name, schema: value }] : [],
);

test('every schema of the protocol has an example, and no example is without a schema', () => {
  expect(Object.keys(SCHEMA_EXAMPLES).toSorted()).toEqual(schemas.map(({ name }) => name).toSorted());
});

describe.each(schemas)('$name', ({ name, schema }) => {
  const examples = SCHEMA_EXAMPLES[name] ?? [];

  test('takes its examples as they are', () => {
    for (const example of examples) expect(schema.parse(example)).toEqual(example);
  });

  test('has an example for each of its forms', () => {
    const forms = schema instanceof core.$ZodUnion ? schema._zod.def.options : [schema];
    const without = forms.filter(
      (form) => !examples.some((example) => core.safeParse(form, example).success),
    );
    expect(without).toEqual([]);
    expect(examples.length).toBeGreaterThanOrEqual(forms.length);
  });

  test('has an example with every property that it knows', () => {
    if (!(schema instanceof z.ZodObject)) return;
    const named = new Set(examples.flatMap((example) => Object.keys(Object(example))));
    expect(Object.keys(schema.shape).filter((key) => !named.has(key) && key !== 'children')).toEqual([]);
  });
});
