import type { Metadata } from 'next';
import { TellOtherTabs } from '@/components/sign-in/tell-other-tabs';
import { PageNotice } from '@/components/site/page-notice';

export const metadata: Metadata = { title: 'Account deleted', robots: { index: false } };

/** Where a student is after their account was deleted. */
export default async function GoodbyePage({ searchParams }: { searchParams: Promise<{ files?: string }> }) {
  const { files } = await searchParams;
  return (
    <>
      <TellOtherTabs />
      <PageNotice
        title="Your account is deleted"
        text={
          files === 'later'
            ? 'Your profile and conversations are gone, and you are signed out. Your files could not be reached just now; they are deleted within two hours, by themselves.'
            : 'Your profile, conversations and files are gone, and you are signed out. The course stays open to you.'
        }
        link={{ href: '/', name: 'Go to the course' }}
      />
    </>
  );
}
