const LEVELS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;

export type Proficiency = (typeof LEVELS)[number];

const WORDS = new Map<string, Proficiency>([
  ['BEGINNER', 'A2'],
  ['INTERMEDIATE', 'B1'],
  ['ADVANCED', 'C1'],
]);

/**
 * Reads a front matter `proficiency_level` (spec A8.2): a level, the lower end of a range such as `A2-B1`, or one of
 * beginner, intermediate and advanced; undefined for anything else.
 */
export function parseProficiency(value: unknown): Proficiency | undefined {
  const [written = ''] = String(value)
    .toUpperCase()
    .replace(/["'\s]/g, '')
    .split(/[-–/]/);
  return LEVELS.find((level) => level === written) ?? WORDS.get(written);
}
