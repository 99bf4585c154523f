'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => undefined;

/**
 * False in the HTML of the server and true once the page is alive. Fields wait for it: what is typed into them before
 * would be lost when React takes them over.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
