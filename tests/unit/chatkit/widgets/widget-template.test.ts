import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { WidgetTemplate, WidgetTemplateError } from '@/lib/chatkit';

const folder = new URL('../../../support/widget-templates/', import.meta.url);

const template = (source: string, rest: object = {}) =>
  WidgetTemplate.fromJson({ version: '1.0', name: 'Sample', template: source, ...rest });

/** Builds a card whose `value` is what the expression gives as JSON. */
const value = (expression: string, data: object = {}): unknown =>
  template(`{"type":"Card","value":{{ (${expression}) | tojson }}}`).build(data).value;

/** Builds a card around JSON that the source writes. */
const written = (source: string, data: object = {}): unknown =>
  template(`{"type":"Card","value":${source}}`).build(data).value;

describe('a template', () => {
  test('is read from a URL or a path', () => {
    const data = { name: 'Ada', bio: '' };
    const byUrl = WidgetTemplate.fromFile(new URL('teacher-preview.widget', folder));
    const byPath = WidgetTemplate.fromFile('tests/support/widget-templates/teacher-preview.widget');
    expect(byUrl.build(data)).toEqual(byPath.build(data));
    expect(byUrl.name).toBe('Teacher');
    expect(byUrl.jsonSchema).toMatchObject({ required: ['name', 'bio'] });
  });

  test('that is not there is the error of the file system', () => {
    expect(() => WidgetTemplate.fromFile('no-such.widget')).toThrow(/ENOENT/);
  });

  test('can be built again and again', () => {
    const list = WidgetTemplate.fromFile(new URL('lesson-list.widget', folder));
    expect(list.build({ limit: 1, lessons: [] })).toEqual({ type: 'ListView', limit: 1, children: [] });
    expect(list.build({ limit: 2, lessons: [] })).toEqual({ type: 'ListView', limit: 2, children: [] });
  });

  test('loses its nulls at every depth', () => {
    expect(written('{"a":null,"b":[null,{"c":null}]}')).toEqual({ b: [{}] });
  });

  test('takes dates and models as JSON shows them', () => {
    class Robot {
      private readonly legs = 4;
      toJSON = () => ({ legs: this.legs, built: new Date(0) });
    }
    expect(value('robot', { robot: new Robot() })).toEqual({ legs: 4, built: '1970-01-01T00:00:00.000Z' });
  });
});

describe('an expression', () => {
  test.each<[string, object, unknown]>([
    ['a.b.c', { a: { b: { c: 1 } } }, 1],
    ['a["b"]', { a: { b: 1 } }, 1],
    ['a[0]', { a: ['x', 'y'] }, 'x'],
    ['a[1:]', { a: ',x' }, 'x'],
    ['a[1:]', { a: '😀x' }, 'x'],
    ['a[1:]', { a: [1, 2] }, [2]],
    ['"yes" if a else "no"', { a: [] }, 'no'],
    ['a == 1 and b', { a: 1, b: 'b' }, 'b'],
    ['a ~ "%"', { a: 7 }, '7%'],
    ['a.items', { a: { items: 'mine' } }, 'mine'],
    ['a.upper()', { a: 'x' }, 'X'],
    ['true', { true: 'data does not redefine constants' }, true],
    ['namespace', { namespace: 'data' }, 'data'],
  ])('%s', (expression, data, result) => {
    expect(value(expression, data)).toEqual(result);
  });

  test('may ask whether something is defined, and give it a default', () => {
    expect(value('a is defined')).toBe(false);
    expect(value('a.b is not defined', { a: {} })).toBe(true);
    expect(value('a is undefined or a')).toBe(true);
    expect(value('a | default("none")')).toBe('none');
    expect(value('a.b | default(1)', { a: {} })).toBe(1);
  });

  test('without an else is nothing when its condition fails', () => {
    expect(written('"{{ "x" if a }}"', { a: false })).toBe('');
  });
});

describe('what is undefined is an error', () => {
  test.each<[string, object, string]>([
    ['{{ a }}', {}, 'a is undefined'],
    ['{{ a | tojson }}', {}, 'a is undefined'],
    ['{{ a.b | tojson }}', { a: {} }, 'a.b is undefined'],
    ['{{ a.b.c | tojson }}', { a: {} }, 'a.b is undefined'],
    ['{{ a.b.c is defined }}', { a: {} }, 'a.b is undefined'],
    ['{{ a["b"] }}', { a: {} }, 'a["b"] is undefined'],
    ['{{ a[3] }}', { a: [1] }, 'a[3] is undefined'],
    ['{{ a.b }}', { a: null }, 'a.b is undefined'],
    ['{% if a %}1{% endif %}', {}, 'a is undefined'],
    ['{{ 1 if a else 2 }}', {}, 'a is undefined'],
    ['{{ a == 1 }}', {}, 'a is undefined'],
    ['{{ a ~ "x" }}', {}, 'a is undefined'],
    ['{% for x in a %}{% endfor %}', {}, 'a is undefined'],
    ['{% for x in a %}{{ x.b }}{% endfor %}', { a: [{ b: 1 }, {}] }, 'x.b is undefined'],
    ['{{ [1, a] | tojson }}', {}, 'a is undefined'],
    ['{{ {"b": a} | tojson }}', {}, 'a is undefined'],
    ['{{ a | map(attribute="b") | list | tojson }}', { a: [{}] }, 'is undefined'],
    ['{{ a | first }}', { a: [] }, 'is undefined'],
    ['{{ a.nosuch() }}', { a: 'x' }, 'a.nosuch is undefined'],
    ['{{ a.b }}', { a: { b: undefined } }, 'a.b is undefined'],
    ['{{ a }}', { a: () => 1 }, 'a is undefined'],
    ['{{ constructor }}{{ toString }}', {}, 'constructor is undefined'],
    ['{{ a.constructor }}', { a: {} }, 'a.constructor is undefined'],
    ['{{ a.__proto__ }}', { a: JSON.parse('{"__proto__":{"b":1}}') }, 'a.__proto__ is undefined'],
  ])('%s', (source, data, message) => {
    const build = () => template(source).build(data);
    expect(build).toThrow(WidgetTemplateError);
    expect(build).toThrow(message);
    expect(build).toThrow('Widget template "Sample"');
  });

  test('and so is a method that is not called, whose source would be shown', () => {
    expect(() => written('"{{ a.items }}"', { a: {} })).toThrow('a.items is a function and was not called');
    expect(() => written('{{ a.upper | tojson }}', { a: '' })).toThrow('a.upper is a function');
  });
});

describe('hostile data', () => {
  const hostile = [
    '"',
    '\\',
    '\n\r\t\0',
    "</script><!-- ' & >",
    '{{ a }}{% if %}',
    '\ud800',
    '\u2028',
    '🤖',
    '"}],"type":"Box"',
  ];

  test.each(hostile)('%j comes out as it went in', (text) => {
    expect(value('a', { a: text })).toBe(text);
    expect(value('a.b', { a: { b: [text, { [text]: text }] } })).toEqual([text, { [text]: text }]);
  });

  test('of any kind comes out as it went in, but for nulls', () => {
    // A property of the name __proto__ is left out, see below.
    const plain = fc
      .jsonValue({ noUnicodeString: false })
      .filter((json) => !/null|"__proto__":/.test(JSON.stringify(json)));
    fc.assert(
      fc.property(plain, (json) => {
        expect(value('[a]', { a: json })).toEqual(JSON.parse(JSON.stringify([json])));
      }),
    );
  });

  test('is escaped for HTML by tojson in every form', () => {
    // What a script in a page would read; parsed as JSON it is the same text.
    const a = "<b> & 'c'";
    const escaped = String.raw`"\u003cb\u003e \u0026 \u0027c\u0027"`;
    for (const source of ['{{ a | tojson }}', '{{ a | tojson(indent=2) }}']) {
      const quoted = `{% set json = ${source.slice(2, -2)} %}{{ json | replace("\\\\", "\\\\\\\\") | replace('"', '\\\\"') }}`;
      expect(written(`"${quoted}"`, { a })).toBe(escaped);
    }
  });

  test('cannot touch a prototype', () => {
    const built = template('{"type":"Card","a":{{ a | tojson }},"__proto__":{"polluted":1}}').build({
      a: JSON.parse('{"__proto__":{"polluted":1},"b":1,"constructor":{"prototype":{"polluted":1}}}'),
    });
    expect(built.a).toEqual({ b: 1, constructor: { prototype: { polluted: 1 } } });
    expect(Object.getPrototypeOf(built)).toBe(Object.prototype);
    expect('polluted' in built).toBe(false);
    expect('polluted' in {}).toBe(false);
  });

  test('that contains itself is refused', () => {
    const a: { a?: object } = {};
    a.a = a;
    expect(() => value('a', a)).toThrow(WidgetTemplateError);
  });

  test.each(['text', [1], null])('%j is no data', (data) => {
    // @ts-expect-error Callers in JavaScript can pass anything.
    expect(() => template('{"type":"Card"}').build(data)).toThrow(/the data is not an object|null/);
  });
});

describe('what a template may do is bounded', () => {
  const many = Array.from({ length: 2_000 }, (_, at) => at);

  test.each([
    [
      'loops in loops',
      '{% for a in many %}{% for b in many %}{% endfor %}{{ a }}{% for c in many %}{{ c }}{% endfor %}{% endfor %}',
      {},
    ],
    [
      'text that is repeated',
      '{% for a in many %}{{ text | upper }}{% endfor %}',
      { text: 'x'.repeat(50_000) },
    ],
    ['text that doubles', `${'{% set text = text ~ text %}'.repeat(40)}{{ text }}`, { text: 'x' }],
    ['a macro without an end', '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}', {}],
  ])('%s', (_name, source, data) => {
    expect(() => written(`"${source}"`, { many, ...data })).toThrow(WidgetTemplateError);
  });

  test('its output to a mebibyte', () => {
    expect(value('text', { text: 'x'.repeat(1_000_000) })).toHaveLength(1_000_000);
    expect(() => value('text', { text: 'x'.repeat(1_048_576) })).toThrow('the output is longer than 1048576');
  });

  test('but a long list is no trouble', () => {
    const source =
      '[{%- set rows -%}{%- for a in many -%},{{ a | tojson }}{%- endfor -%}{%- endset -%}{{ rows[1:] }}]';
    const numbers = Array.from({ length: 20_000 }, (_, at) => at);
    expect(written(source, { many: numbers })).toEqual(numbers);
  });
});

describe('the error says which template, and what is wrong', () => {
  test.each<[string, () => unknown, string]>([
    [
      'another version',
      () => template('', { version: '2.0' }),
      'Widget template "Sample": the version must be "1.0"',
    ],
    ['no version', () => template('', { version: undefined }), 'the version must be "1.0"'],
    ['a number for version', () => template('', { version: 1 }), 'the version must be "1.0"'],
    [
      'no name',
      () => template('', { name: undefined }),
      'Widget template "without a name": there is no "name"',
    ],
    ['no source', () => template('', { template: undefined }), 'there is no source'],
    ['not an object', () => WidgetTemplate.fromJson('{}'), 'Widget template'],
    ['a mistake in the source', () => template('{% if %}'), 'the template has a mistake'],
    ['an open block', () => template('{% for a in b %}'), 'the template has a mistake'],
    [
      'output that is not JSON',
      () => template('{"type":').build(),
      'Widget template "Sample": the output is not JSON',
    ],
    ['no output', () => template('').build(), 'the output is not JSON'],
    ['another root', () => template('{"type":"Box"}').build(), 'the output is not a widget'],
    ['a list', () => template('[]').build(), 'the output is not a widget'],
    [
      'a child without a type',
      () => template('{"type":"Card","children":[{}]}').build(),
      'the output is not a widget',
    ],
    ['a filter that does not exist', () => value('1 | nosuch'), 'nosuch'],
    ['a Card for buildBasic', () => template('{"type":"Card"}').buildBasic(), 'the root is a Card'],
  ])('%s', (_name, act, message) => {
    expect(act).toThrow(WidgetTemplateError);
    expect(act).toThrow(message);
  });

  test('and keeps the cause and the parts', () => {
    try {
      template('{{ a }}').build();
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        name: 'WidgetTemplateError',
        template: 'Sample',
        reason: 'it cannot be rendered: a is undefined',
        cause: expect.any(Error),
      });
    }
  });

  test('also for a file that holds no JSON', () => {
    expect(() => WidgetTemplate.fromFile('biome.json')).toThrow('Widget template "biome.json": the version');
    expect(() => WidgetTemplate.fromFile('README.md')).toThrow(
      'Widget template "README.md": the file is not JSON',
    );
  });
});
