import { z } from 'zod';
import { ICON_NAMES } from './icon-names';

/** The name of an icon: one of {@link ICON_NAMES}, or anything under `vendor:` or `lucide:`, in exactly that case (spec 8.6). */
export const iconName = z.union([
  z.enum(ICON_NAMES),
  z.templateLiteral(['vendor:', z.string()]),
  z.templateLiteral(['lucide:', z.string()]),
]);

export type IconName = z.infer<typeof iconName>;
