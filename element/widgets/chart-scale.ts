/** A round step that cuts `span` into about `count` parts: 1, 2 or 5 times a power of ten. */
export function roundStep(span: number, count: number): number {
  if (!(span > 0)) return 1;
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = raw / power;
  return power * (factor <= 1 ? 1 : factor <= 2 ? 2 : factor <= 5 ? 5 : 10);
}

/** Round values from below the least to above the greatest; zero is always among them, so that bars stand on it. */
export function ticks(least: number, greatest: number, count = 4): number[] {
  const [low, high] = [Math.min(0, least), Math.max(0, greatest)];
  // What is next to nothing would make steps that numbers cannot tell apart.
  const step = roundStep(high - low > 1e-9 ? high - low : 1, count);
  const first = Math.floor(low / step);
  const last = Math.max(first + 1, Math.ceil(high / step));
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
