import { Clock, Cpu } from 'lucide-react';
import { HARDWARE_TIERS } from '@/lib/identity/profile';
import type { CourseDocument } from '@/lib/search/course';
import { Tag } from './tag';

/** What a page asks for: hardware, and time. */
export function DocumentTags({ document }: { document: CourseDocument }) {
  const { hardwareTier, durationMinutes } = document;
  const label = HARDWARE_TIERS.find(({ tier }) => tier === hardwareTier)?.label;
  return (
    <div className="flex flex-wrap gap-2">
      <Tag title="The smallest hardware this page needs">
        <Cpu size={14} aria-hidden />
        Tier {hardwareTier}
        <span className="text-line-strong" aria-hidden="true">
          ·
        </span>
        {label}
      </Tag>
      {durationMinutes === undefined ? null : (
        <Tag>
          <Clock size={14} aria-hidden />
          {durationMinutes} min
        </Tag>
      )}
    </div>
  );
}
