import { z } from 'zod';

/** A built-in icon name, or `lucide:<name>`, or `vendor:<name>` (spec element 3.1). Kept open: unknown names render empty. */
export const iconName = z.string().min(1).max(100);

export type IconName = z.infer<typeof iconName>;
