'use client';

import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { revealHeading } from './reveal-heading';

/** Shows the heading that the address names: on arrival, and when the fragment changes. Renders nothing. */
export function LightLinkedHeading() {
  const pathname = usePathname();

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page is a new arrival
  useEffect(() => {
    revealHeading(window.location.hash);
  }, [pathname]);

  useEffect(() => {
    const onHashChange = () => revealHeading(window.location.hash);
    // A click on the fragment one is at changes no address, and still asks to be taken there.
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (link?.hash && link.hash === window.location.hash && link.pathname === window.location.pathname) {
        revealHeading(link.hash);
      }
    };
    window.addEventListener('hashchange', onHashChange);
    document.addEventListener('click', onClick);
    return () => {
      window.removeEventListener('hashchange', onHashChange);
      document.removeEventListener('click', onClick);
    };
  }, []);
  return null;
}
