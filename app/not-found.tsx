import type { Metadata } from 'next';
import { PageNotice } from '@/components/site/page-notice';
import { SiteShell } from '@/components/site/site-shell';

export const metadata: Metadata = { title: 'Page not found' };

/** For addresses that nothing stands at. */
export default function NotFound() {
  return (
    <SiteShell>
      <PageNotice
        title="This page does not exist"
        text="The address may have changed with the course, or have a typing mistake. The course index lists every lesson."
        link={{ href: '/', name: 'Go to the course' }}
      />
    </SiteShell>
  );
}
