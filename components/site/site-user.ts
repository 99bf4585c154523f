'use client';

import { useSession } from 'next-auth/react';
import { useMemo } from 'react';

/** The signed-in student, as far as the session tells. */
export interface SiteUser {
  id: string;
  name: string | undefined;
  role: string | undefined;
}

export type SiteSession =
  | { status: 'loading'; user: undefined }
  | { status: 'signed-out'; user: undefined }
  | { status: 'signed-in'; user: SiteUser };

/** The session as the site needs it. The server never renders it: pages stay the same for everybody. */
export function useSiteSession(): SiteSession {
  const { status, data } = useSession();
  const account = data?.user;
  return useMemo(() => {
    if (status === 'loading') return { status: 'loading', user: undefined };
    const user = siteUser(account);
    return user ? { status: 'signed-in', user } : { status: 'signed-out', user: undefined };
  }, [status, account]);
}

/** Reads the user of a session; undefined if nothing in it says who that is. */
export function siteUser(account: object | undefined): SiteUser | undefined {
  const fields = new Map<string, unknown>(Object.entries(account ?? {}));
  const text = (key: string) => {
    const value = fields.get(key);
    return typeof value === 'string' && value.trim() ? value.trim() : undefined;
  };
  const id = text('id') ?? text('email') ?? text('name');
  return id ? { id, name: text('name'), role: text('role') } : undefined;
}
