import type { Metadata } from 'next';
import { TellOtherTabs } from '@/components/sign-in/tell-other-tabs';
import { PageNotice } from '@/components/site/page-notice';

export const metadata: Metadata = { title: 'Signed in', robots: { index: false } };

/** Where a sign-in in a tab of its own ends. The tab that it began in notices by itself. */
export default function SignedInPage() {
  return (
    <PageNotice
      title="You are signed in"
      text="You can close this tab. Your conversation waits in the one that you came from."
      link={{ href: '/', name: 'Go to the course' }}
    >
      <TellOtherTabs />
    </PageNotice>
  );
}
