import type { ReactNode } from 'react';
import { ShortcutsDialog } from '@/components/site/shortcuts-dialog';
import { SelectionAsk } from '@/components/tutor/selection-ask';
import { TutorDock } from '@/components/tutor/tutor-dock';
import { SiteFooter } from './site-footer';
import { SiteHeader } from './site-header';
import { SiteProviders } from './site-providers';

/** What every page of the site stands in: header, footer, and the tutor beside it, which stays while pages change. */
export function SiteShell({ children }: { children: ReactNode }) {
  return (
    <SiteProviders>
      <div id="page" className="page @container/page relative flex min-h-dvh flex-col">
        <a
          href="#content"
          className="absolute start-3 top-3 z-60 -translate-y-24 rounded-md bg-accent-solid px-4 py-2.5 text-sm font-medium text-on-accent focus-visible:translate-y-0"
        >
          Skip to content
        </a>
        <SiteHeader />
        {children}
        <SiteFooter />
      </div>
      <SelectionAsk />
      <TutorDock />
      <ShortcutsDialog />
    </SiteProviders>
  );
}
