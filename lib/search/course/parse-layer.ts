const LAYERS = ['L1', 'L2', 'L3', 'L4'] as const;

export type Layer = (typeof LAYERS)[number];

/** Reads a front matter `layer`: `L1` to `L4`, bare digits accepted; undefined for anything else (spec A8.2). */
export function parseLayer(value: unknown): Layer | undefined {
  const written = String(value).trim().toUpperCase();
  return LAYERS.find((layer) => layer === written || layer === `L${written}`);
}
