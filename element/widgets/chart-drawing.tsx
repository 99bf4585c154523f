/** @jsxImportSource preact */
// biome-ignore-all lint/suspicious/noArrayIndexKey: rows and series have nothing but their place
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ChartData } from './chart-data';
import { type Layer, layers } from './chart-layout';
import { areaPath, linePath, type Point } from './chart-path';
import { ticks } from './chart-scale';

const HEIGHT = 190;
/** Share of a row's width that its bars take. */
const BARS = 0.66;
/** What a name below takes, in px. */
const NAME_WIDTH = 48;
/** Points beyond this many run into each other. */
const MAX_DOTS = 24;
/** Before it is known how much room there is, in px. */
const FIRST_WIDTH = 400;

/** The width of a box in whole px, followed. */
function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(FIRST_WIDTH);
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return undefined;
    const measure = () => setWidth(Math.max(120, Math.round(box.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

interface Space {
  left: number;
  bottom: number;
  rowWidth: number;
  y: (value: number) => number;
}

function Bars({ layer, space, slots }: { layer: Layer; space: Space; slots: number }) {
  const width = (space.rowWidth * BARS) / Math.max(1, slots);
  const start = space.left + (space.rowWidth * (1 - BARS)) / 2 + width * layer.slot;
  const gap = slots > 1 ? 1 : 0;
  return (
    <>
      {layer.spans.map((span, row) => {
        if (!span) return null;
        const [top, end] = [space.y(Math.max(...span)), space.y(Math.min(...span))];
        return (
          <rect
            key={row}
            x={start + space.rowWidth * row + gap}
            y={top}
            width={Math.max(1, width - gap * 2)}
            height={Math.max(0.5, end - top)}
            rx={Math.min(3, width / 3)}
            fill={layer.series.color}
          >
            <title>{`${layer.series.label}: ${span[1] - span[0]}`}</title>
          </rect>
        );
      })}
    </>
  );
}

function Line({ layer, space }: { layer: Layer; space: Space }) {
  const { kind, color, curve } = layer.series;
  const middle = (row: number) => space.left + space.rowWidth * (row + 0.5);
  const upper: Point[] = [];
  const lower: Point[] = [];
  layer.spans.forEach((span, row) => {
    if (!span) return;
    upper.push({ x: middle(row), y: space.y(span[1]) });
    lower.push({ x: middle(row), y: space.y(span[0]) });
  });
  return (
    <>
      {kind === 'area' && <path d={areaPath(upper, lower, curve)} fill={color} fill-opacity={0.2} />}
      <path d={linePath(upper, curve)} fill="none" stroke={color} stroke-width={2} stroke-linejoin="round" />
      {upper.length <= MAX_DOTS &&
        upper.map(({ x, y }, at) => <circle key={at} cx={x} cy={y} r={3} fill={color} class="dot" />)}
    </>
  );
}

/** The drawing of a chart. Decoration: the table beside it says the same. */
export function ChartDrawing({ data }: { data: ChartData }) {
  const { layers: drawn, slots } = layers(data);
  const values = drawn.flatMap(({ spans }) => spans.flatMap((span) => span ?? []));
  const steps = ticks(Math.min(0, ...values), Math.max(0, ...values));
  const [low, high] = [steps[0] ?? 0, steps.at(-1) ?? 1];
  const left = data.showY ? 10 + 7 * Math.max(...steps.map((step) => String(step).length)) : 0;
  const bottom = HEIGHT - (data.showX ? 22 : 4);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const space: Space = {
    left,
    bottom,
    rowWidth: (width - left) / Math.max(1, data.rows.length),
    y: (value) => bottom - ((value - low) / (high - low || 1)) * (bottom - 8),
  };
  const every = Math.max(1, Math.ceil((data.names.length * NAME_WIDTH) / width));
  return (
    <div ref={box}>
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
        {steps.map((step) => (
          <g key={step}>
            <line class="grid" x1={left} x2={width} y1={space.y(step)} y2={space.y(step)} />
            {data.showY && (
              <text x={left - 8} y={space.y(step) + 4} text-anchor="end">
                {step}
              </text>
            )}
          </g>
        ))}
        {drawn.map((layer, at) =>
          layer.series.kind === 'bar' ? (
            <Bars key={at} layer={layer} space={space} slots={slots} />
          ) : (
            <Line key={at} layer={layer} space={space} />
          ),
        )}
        {data.showX &&
          data.names.map(
            (name, row) =>
              row % every === 0 && (
                <text key={row} x={left + space.rowWidth * (row + 0.5)} y={HEIGHT - 6} text-anchor="middle">
                  {name.length > 12 ? `${name.slice(0, 11)}…` : name}
                </text>
              ),
          )}
      </svg>
      {data.legend && (
        <ul class="w-legend" aria-hidden="true">
          {data.series.map((series, at) => (
            <li key={at}>
              <i style={{ backgroundColor: series.color }} />
              {series.label}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
