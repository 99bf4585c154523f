'use client';

import { getSession } from 'next-auth/react';
import { useEffect } from 'react';

/** More than the second that NextAuth stamps its messages to other tabs with, in milliseconds. */
const NEXT_STAMP_MS = 1_100;

/**
 * Lets the other tabs know that somebody has signed in. NextAuth does so when a page loads, but browsers pass on only what has changed,
 * and its message of this page is the one of the sign-in page if both came within a second. Renders nothing.
 */
export function TellOtherTabs() {
  useEffect(() => {
    const timer = setTimeout(() => void getSession(), NEXT_STAMP_MS);
    return () => clearTimeout(timer);
  }, []);
  return null;
}
