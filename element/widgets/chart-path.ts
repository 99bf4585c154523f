export interface Point {
  x: number;
  y: number;
}

const at = ({ x, y }: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

/** How a line goes from one point to the next; what is smooth bends halfway, so that it never overshoots a value. */
function segment(from: Point, to: Point, curve: string): string {
  const middle = (from.x + to.x) / 2;
  if (curve.startsWith('step')) {
    const x = curve === 'stepBefore' ? from.x : curve === 'stepAfter' ? to.x : middle;
    return `L${at({ x, y: from.y })}L${at({ x, y: to.y })}L${at(to)}`;
  }
  if (/^(basis|bump|natural|monotone)/.test(curve))
    return `C${at({ x: middle, y: from.y })} ${at({ x: middle, y: to.y })} ${at(to)}`;
  return `L${at(to)}`;
}

/** The `d` of a line through the points. */
export function linePath(points: Point[], curve: string): string {
  return points
    .map((point, place) => {
      const before = points[place - 1];
      return before ? segment(before, point, curve) : `M${at(point)}`;
    })
    .join('');
}

/** The `d` of the surface between an upper line and a lower one. */
export function areaPath(upper: Point[], lower: Point[], curve: string): string {
  const back = linePath(lower.toReversed(), curve);
  return `${linePath(upper, curve)}L${back.slice(1)}Z`;
}
