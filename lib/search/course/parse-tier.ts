export type Tier = 1 | 2 | 3 | 4;

const TIERS: readonly Tier[] = [1, 2, 3, 4];

/** Reads a front matter `hardware_tier`: 1 to 4, also as text; undefined for anything else (spec A8.2). */
export function parseTier(value: unknown): Tier | undefined {
  const written = typeof value === 'string' ? Number(/^(?:tier)?\s*(\d)$/i.exec(value.trim())?.[1]) : value;
  return TIERS.find((tier) => tier === written);
}
