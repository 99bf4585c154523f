import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartData } from '@/element/widgets/chart-data';
import { layers } from '@/element/widgets/chart-layout';
import { areaPath, linePath } from '@/element/widgets/chart-path';
import { ticks } from '@/element/widgets/chart-scale';

describe('ticks', () => {
  it('are round, and have zero among them', () => {
    expect(ticks(0, 7)).toEqual([0, 2, 4, 6, 8]);
    expect(ticks(-3, 12)).toEqual([-5, 0, 5, 10, 15]);
    expect(ticks(0, 0)).toEqual([0, 0.5]);
  });

  it('always enclose what is drawn, in few steps', () => {
    const value = fc.integer({ min: -1e12, max: 1e12 }).map((thousandths) => thousandths / 1000);
    fc.assert(
      fc.property(value, value, (a, b) => {
        const steps = ticks(Math.min(a, b), Math.max(a, b));
        expect(steps.length).toBeLessThan(12);
        expect(steps[0]).toBeLessThanOrEqual(Math.min(0, a, b));
        expect(steps.at(-1)).toBeGreaterThanOrEqual(Math.max(0, a, b));
      }),
    );
  });
});

describe('chartData', () => {
  const data = chartData(
    {
      data: [{ day: 'Mon', a: 1, b: '2' }, null, { day: 'Tue', a: null, b: 'x' }],
      xAxis: { dataKey: 'day', labels: { Mon: 'Monday' } },
      series: [
        { type: 'bar', dataKey: 'a', stack: 's' },
        { type: 'bar', dataKey: 'b', stack: 's', label: null },
        { type: 'line', dataKey: 'a', label: 'Line' },
      ],
    },
    'light',
  );

  it('reads numbers that are text, and leaves a gap for what is none', () => {
    expect(data.names).toEqual(['Monday', 'Tue']);
    expect(data.rows).toEqual([
      [1, 2, 1],
      [null, null, null],
    ]);
    expect(data.series.map(({ label }) => label)).toEqual(['a', 'b', 'Line']);
    expect(data.legend).toBe(true);
  });

  it('stacks what belongs together', () => {
    const { layers: drawn, slots } = layers(data);
    expect(slots).toBe(1);
    expect(drawn.map(({ spans }) => spans)).toEqual([
      [[0, 1], null],
      [[1, 3], null],
      [[0, 1], null],
    ]);
  });

  it('survives anything', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('data', 'series', 'xAxis', 'showLegend'), fc.jsonValue()),
        (node) => {
          layers(chartData(node, 'dark'));
        },
      ),
    );
  });
});

describe('paths', () => {
  const points = [
    { x: 0, y: 1 },
    { x: 10, y: 5 },
  ];

  it('go straight, in steps, or smoothly', () => {
    expect(linePath(points, 'linear')).toBe('M0.0 1.0L10.0 5.0');
    expect(linePath(points, 'stepAfter')).toBe('M0.0 1.0L10.0 1.0L10.0 5.0L10.0 5.0');
    expect(linePath(points, 'monotone')).toBe('M0.0 1.0C5.0 1.0 5.0 5.0 10.0 5.0');
    expect(
      areaPath(
        points,
        [
          { x: 0, y: 9 },
          { x: 10, y: 9 },
        ],
        '',
      ),
    ).toBe('M0.0 1.0L10.0 5.0L10.0 9.0L0.0 9.0Z');
  });
});
