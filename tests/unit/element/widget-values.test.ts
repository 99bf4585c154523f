import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockStyle, borderStyle, paddingStyle } from '@/element/widgets/box-style';
import { borderColor, seriesColor, surfaceColor, textColor } from '@/element/widgets/colors';
import { length, safeCss, spacing } from '@/element/widgets/css-values';
import { dateValue, dayOf } from '@/element/widgets/date-value';
import { listMove, optionStarting } from '@/element/widgets/list-keys';
import { mergeFormValues } from '@/element/widgets/merge-form-values';
import { readAction } from '@/element/widgets/read-action';
import { keyedChildren, optionsOf } from '@/element/widgets/read-props';

describe('mergeFormValues', () => {
  const merge = (payload: unknown, values: Record<string, unknown>) =>
    mergeFormValues(payload, new Map(Object.entries(values)));

  it('nests dotted names beside what the payload says', () => {
    expect(merge({ id: 4, todo: { done: false } }, { 'todo.title': 'Milk', urgent: true })).toEqual({
      payload: { id: 4, todo: { done: false, title: 'Milk' }, urgent: true },
      dropped: [],
    });
  });

  it('lets the payload win, at any depth', () => {
    expect(merge({ a: 1, b: { c: 2 }, d: 'x' }, { a: 9, 'b.c': 9, 'd.e': 9, f: 9 })).toEqual({
      payload: { a: 1, b: { c: 2 }, d: 'x', f: 9 },
      dropped: ['a', 'b.c', 'd.e'],
    });
  });

  it('makes a payload where there is none, and leaves one that is no object alone', () => {
    expect(merge(undefined, { a: 1 }).payload).toEqual({ a: 1 });
    expect(merge(null, { a: 1 }).payload).toEqual({ a: 1 });
    expect(merge(undefined, {}).payload).toBeUndefined();
    expect(merge([1], { a: 1 })).toEqual({ payload: [1], dropped: ['a'] });
  });

  it('never reaches past the payload’s own properties', () => {
    const { payload, dropped } = merge({}, { '__proto__.polluted': 1, 'constructor.prototype.polluted': 1 });
    expect(payload).toEqual({});
    expect(dropped).toHaveLength(2);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('changes nothing that was given', () => {
    const payload = { a: { b: 1 } };
    merge(payload, { 'a.c': 2 });
    expect(payload).toEqual({ a: { b: 1 } });
  });
});

describe('safeCss', () => {
  it.each([
    'url(https://evil.example)',
    'URL(//evil.example)',
    'u\\72l(//evil.example)',
    'red; background: blue',
    'image-set("https://evil.example" 1x)',
    'expression(alert(1))',
    'red/**/',
    'element(#x)',
    'cross-fade(red, blue)',
    'x'.repeat(300),
  ])('refuses %j', (value) => expect(safeCss(value)).toBeUndefined());

  it.each([
    '12px',
    '50%',
    'calc(100% - 12px)',
    'rgb(1 2 3 / 40%)',
    'linear-gradient(90deg, #fff, rgba(0, 0, 0, 0.2))',
    'var(--ck-accent)',
  ])('takes %j', (value) => expect(safeCss(value)).toBe(value));

  it('never lets a loading function through, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const value = safeCss(`${before}url(${after}`);
        // What is left of it can only be the tail of another name.
        return value === undefined || !/(^|[^\w-])url\(/i.test(value);
      }),
    );
  });
});

describe('numbers, colours and sides', () => {
  it('counts spacing in units and sizes in px', () => {
    expect(spacing(3)).toBe('calc(var(--gap) * 3)');
    expect(length(36)).toBe('36px');
    expect(length(null)).toBeUndefined();
    expect(blockStyle({ size: 36, width: '50%' })).toMatchObject({ width: '50%', height: '36px' });
  });

  it('reads tokens, primitives, CSS and one for each scheme', () => {
    expect(textColor('secondary', 'light')).toBe('var(--ck-secondary)');
    expect(surfaceColor('surface-elevated', 'light')).toBe('var(--ck-raised)');
    expect(borderColor('strong', 'dark')).toBe('var(--ck-border-strong)');
    expect(textColor('red-500', 'light')).toMatch(/^oklch\(/);
    expect(textColor('alpha-70', 'light')).toContain('70%');
    expect(textColor({ light: '#111', dark: 'white' }, 'dark')).toBe('white');
    expect(textColor('constructor', 'light')).toBe('constructor');
    expect(textColor(7, 'light')).toBeUndefined();
    expect(seriesColor(undefined, 0, 'light')).not.toBe(seriesColor(undefined, 1, 'light'));
  });

  it('lets a side win over its pair, and a pair over the whole', () => {
    expect(paddingStyle({ x: 2, left: 1 })).toMatchObject({
      paddingInlineStart: 'calc(var(--gap) * 1)',
      paddingInlineEnd: 'calc(var(--gap) * 2)',
    });
    expect(borderStyle({ size: 2, color: 'strong', style: 'dashed' }, 'light').borderBlockStart).toBe(
      '2px dashed var(--ck-border-strong)',
    );
    expect(borderStyle({ y: 1 }, 'light')).toEqual({
      borderBlockStart: '1px solid var(--ck-border)',
      borderBlockEnd: '1px solid var(--ck-border)',
    });
  });
});

describe('keyedChildren', () => {
  it('takes one child, a list, or none, and leaves out what is no component', () => {
    const node = {
      type: 'Box',
      children: JSON.parse('[null, 3, {"type":"Text","key":"a"}, {"type":"Text","key":"a"}]'),
    };
    expect(keyedChildren(node).map(({ key }) => key)).toEqual(['a', '1:Text']);
    expect(keyedChildren({ type: 'Transition', children: { type: 'Text', id: 't' } })).toHaveLength(1);
    expect(keyedChildren({ type: 'Box' })).toEqual([]);
  });
});

describe('readAction', () => {
  it('fills in the defaults; null disarms', () => {
    expect(readAction({ type: 'go', payload: null, streaming: null })).toEqual({
      type: 'go',
      payload: null,
      handler: 'server',
      loadingBehavior: 'auto',
      streaming: true,
    });
    expect(readAction(null)).toBeNull();
    expect(readAction({ payload: {} })).toBeNull();
  });
});

describe('lists of options', () => {
  const options = optionsOf([
    { value: 'a', label: 'Apple' },
    { value: 'b', label: 'Banana', disabled: true },
    { value: 'c', label: 'Cherry' },
    { value: 'd', label: 'Cherimoya' },
    { label: 'no value' },
  ]);

  it('steps over what cannot be chosen, and stays at the ends', () => {
    expect(listMove('ArrowDown', options, 0)).toEqual({ kind: 'to', at: 2 });
    expect(listMove('ArrowUp', options, 2)).toEqual({ kind: 'to', at: 0 });
    expect(listMove('ArrowUp', options, 0)).toEqual({ kind: 'to', at: 0 });
    expect(listMove('End', options, 0)).toEqual({ kind: 'to', at: 3 });
    expect(listMove('ArrowDown', [], -1)).toEqual({ kind: 'to', at: -1 });
  });

  it('finds what was typed: one letter goes on to the next, several stay', () => {
    expect(optionStarting(options, 'c', 2)).toBe(3);
    expect(optionStarting(options, 'c', 3)).toBe(2);
    expect(optionStarting(options, 'cheri', 2)).toBe(3);
    expect(optionStarting(options, 'b', 0)).toBe(-1);
  });
});

describe('days', () => {
  it('go out as local midnight and come back as the same day', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1971-01-02'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (date) => {
          const day = dayOf(date.toISOString());
          return dayOf(dateValue(day) ?? '') === day;
        },
      ),
    );
    expect(dayOf('soon')).toBe('');
    expect(dateValue('')).toBeUndefined();
  });
});
