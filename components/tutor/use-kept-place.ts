'use client';

import { useLayoutEffect, useRef } from 'react';

/**
 * Keeps the line being read where it is when the panel opens or closes: the text beside it wraps anew, and browsers do
 * not anchor the scroll position through a change of margins.
 */
export function useKeptPlace(pushed: boolean): void {
  const first = useRef(true);
  const place = useRef<{ block: Element; top: number }>(undefined);

  useLayoutEffect(() => {
    const remember = () => {
      const header = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0;
      const blocks = document.querySelectorAll('article .prose > *');
      const block = [...blocks].find((candidate) => candidate.getBoundingClientRect().bottom > header);
      place.current = block && { block, top: block.getBoundingClientRect().top };
    };
    remember();
    document.addEventListener('scroll', remember, { passive: true });
    return () => document.removeEventListener('scroll', remember);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs after the panel came or went
  useLayoutEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const kept = place.current;
    if (!kept?.block.isConnected || window.scrollY === 0) return;
    const frame = requestAnimationFrame(() => {
      window.scrollBy({ top: kept.block.getBoundingClientRect().top - kept.top, behavior: 'instant' });
    });
    return () => cancelAnimationFrame(frame);
  }, [pushed]);
}
