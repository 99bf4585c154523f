'use client';

import { useEffect, useRef } from 'react';
import type { SiteSession } from '@/components/site/site-user';
import { forgetLastUser, forgetOthers, readTutorMemory, rememberTutor } from './tutor-memory';
import { openTutor, restoreQuote } from './tutor-store';

/**
 * Opens the tutor as its user left it, and remembers how it is left now.
 * @param beside whether it stands beside the page. Where it would cover the page, it opens only when it is asked to: who
 * follows a link to a lesson wants to see the lesson
 */
export function useRememberedTutor(session: SiteSession, open: boolean, beside: boolean): void {
  const restoredFor = useRef<string>(undefined);
  const userId = session.user?.id;

  useEffect(() => {
    if (session.status === 'signed-out') forgetLastUser();
    if (!userId || restoredFor.current === userId) return;
    const waiting = restoreQuote();
    if (waiting || (beside && readTutorMemory(userId).open)) openTutor({ focus: waiting });
  }, [session.status, userId, beside]);

  useEffect(() => {
    if (!userId) return;
    // The first run after a sign-in comes before what was remembered is open again, and must not overwrite it.
    if (restoredFor.current !== userId) {
      restoredFor.current = userId;
      forgetOthers(userId);
      if (!open) return;
    }
    rememberTutor(userId, { open });
  }, [userId, open]);
}
