'use client';

import { ErrorNotice } from '@/components/site/error-notice';

/** For errors in the site's own frame: a page without it. */
export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <ErrorNotice error={error} retry={retry} />
    </div>
  );
}
