'use client';

import { ErrorNotice } from '@/components/site/error-notice';

/** For errors of a page: header and tutor stay. */
export default function SiteError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ErrorNotice error={error} retry={retry} />;
}
