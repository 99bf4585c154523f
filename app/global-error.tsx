'use client';

import { ErrorNotice } from '@/components/site/error-notice';
import './globals.css';

/** For errors in the document itself, and for what the server answers when it cannot make a page. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="flex min-h-dvh flex-col font-sans">
        <title>This page could not be shown · RoboLearn</title>
        <ErrorNotice error={error} retry={retry} />
      </body>
    </html>
  );
}
