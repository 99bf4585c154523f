import type { ReactNode } from 'react';
import { SiteShell } from '@/components/site/site-shell';

/** Every page of the site, and the tutor that stays while they change. */
export default function SiteLayout({ children }: { children: ReactNode }) {
  return <SiteShell>{children}</SiteShell>;
}
