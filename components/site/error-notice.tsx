'use client';

import { useEffect } from 'react';
import { PageNotice } from './page-notice';

/** What stands where a page failed to render. */
export function ErrorNotice({ error, retry }: { error: unknown; retry: () => void }) {
  useEffect(() => {
    console.error(error);
  }, [error]);
  return (
    <PageNotice
      title="This page could not be shown"
      text="Something on our side went wrong. Trying again often helps; your conversations and your profile are not affected."
      link={{ href: '/', name: 'Go to the course' }}
    >
      <button type="button" className="btn btn-primary" onClick={retry}>
        Try again
      </button>
    </PageNotice>
  );
}
