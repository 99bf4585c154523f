import { z } from 'zod';

/** What a hardware tier means in the course (spec robolearn A9). A student on tier N sees content of tiers up to N. */
export const HARDWARE_TIERS = [
  { tier: 1, label: 'Laptop or cloud' },
  { tier: 2, label: 'RTX GPU workstation' },
  { tier: 3, label: 'Edge kit: Jetson and sensors' },
  { tier: 4, label: 'Physical robot: Unitree Go2 or G1' },
] as const;

export const hardwareTier = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

export const softwareBackground = z.enum(['beginner', 'intermediate', 'advanced']);

/** What the tutor knows of a student. Only known values are present. */
export const profile = z.object({
  name: z.string().min(1).max(100).optional(),
  email: z.string().max(320).optional(),
  role: z.string().min(1).max(100).optional(),
  softwareBackground: softwareBackground.optional(),
  hardwareTier: hardwareTier.optional(),
});

export type HardwareTier = z.infer<typeof hardwareTier>;
export type SoftwareBackground = z.infer<typeof softwareBackground>;
export type Profile = z.infer<typeof profile>;

/** Reads `2`, `"2"` and `"tier2"` alike (DESIGN §3); anything else is no tier. */
export function parseHardwareTier(value: unknown): HardwareTier | undefined {
  const digits = typeof value === 'string' ? /^(?:tier)?\s*([1-4])$/i.exec(value.trim())?.[1] : undefined;
  const parsed = hardwareTier.safeParse(digits === undefined ? value : Number(digits));
  return parsed.success ? parsed.data : undefined;
}
