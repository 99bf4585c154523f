'use client';

import type { OpenAIChatKit } from '@openai/chatkit';
import { usePathname, useRouter } from 'next/navigation';
import { type RefObject, useEffect } from 'react';
import { expectPassage } from '@/components/course/arriving-passage';
import { revealHeading } from '@/components/course/reveal-heading';
import { revealPassage } from '@/components/course/reveal-passage';
import { localPath } from './local-path';

/**
 * Lets a citation of our own lesson turn the page under the conversation instead of reloading the site. Our element
 * calls `onLinkClick` if it is set, with the source that a citation names, and leaves the link alone if that returns false; the official one does not know it
 * and opens the link as any other.
 */
export function useTutorLinks(element: RefObject<OpenAIChatKit | null>, onFollow: () => void): void {
  const router = useRouter();
  const pathname = usePathname();

  useEffect(() => {
    const chat = element.current;
    if (!chat) return;
    const onLinkClick = (url: string, source?: { description?: string | null }): boolean => {
      const path = localPath(url, window.location.href);
      if (path === null) return true;
      onFollow();
      const target = new URL(path, window.location.href);
      const quotation = source?.description?.replace(/…$/, '');
      const isHere = target.pathname === pathname;
      if (quotation && !isHere) expectPassage(target.pathname, quotation);
      router.push(path);
      // On another page the arrival lights what was linked to; on this one nothing arrives.
      if (isHere) {
        requestAnimationFrame(() =>
          quotation ? revealPassage(target.hash, quotation) : revealHeading(target.hash),
        );
      }
      return false;
    };
    Object.assign(chat, { onLinkClick });
    return () => {
      Object.assign(chat, { onLinkClick: undefined });
    };
  }, [element, onFollow, router, pathname]);
}
