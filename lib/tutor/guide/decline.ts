import { HARDWARE_TIERS } from '../../identity/profile';
import { courseModules } from './course-modules';
import type { Turn } from './turn';

const HIGHEST_TIER = 4;

/** Says that the course has nothing on the question, and what it does have. */
export function decline({ profile }: Turn): string {
  const modules = courseModules()
    .map(({ name }, index) => `${index + 1}. **${name}**`)
    .join('\n');
  const { hardwareTier } = profile;
  const label = HARDWARE_TIERS.find(({ tier }) => tier === hardwareTier)?.label;
  return [
    'The course does not cover that, as far as its search can tell, and I answer only from the course.',
    ...(modules ? [`It has these modules:\n\n${modules}`] : []),
    ...(hardwareTier && hardwareTier < HIGHEST_TIER
      ? [
          `I looked only at lessons for your hardware tier, ${hardwareTier} (${label}), and below. You can change the tier in your profile.`,
        ]
      : []),
    modules ? 'Ask me about one of them, perhaps with other words.' : 'Ask me with other words.',
  ].join('\n\n');
}
