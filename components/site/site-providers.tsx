'use client';

import { SessionProvider } from 'next-auth/react';
import type { ReactNode } from 'react';

/** The session of the tab, asked for by the browser and not by the server: pages stay static. */
export function SiteProviders({ children }: { children: ReactNode }) {
  return <SessionProvider>{children}</SessionProvider>;
}
