'use client';

import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { takePassage } from './arriving-passage';
import { revealHeading } from './reveal-heading';
import { revealPassage } from './reveal-passage';

/** Shows the passage or the heading that was linked to: on arrival, and when the fragment changes. Renders nothing. */
export function LightLinkedHeading() {
  const pathname = usePathname();

  useEffect(() => {
    const quotation = takePassage(pathname);
    if (quotation === undefined) revealHeading(window.location.hash);
    else revealPassage(window.location.hash, quotation);
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
