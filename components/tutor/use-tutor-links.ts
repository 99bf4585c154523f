'use client';

import type { OpenAIChatKit } from '@openai/chatkit';
import { usePathname, useRouter } from 'next/navigation';
import { type RefObject, useEffect } from 'react';
import { revealHeading } from '@/components/course/reveal-heading';
import { localPath } from './local-path';

/**
 * Lets a citation of our own lesson turn the page under the conversation instead of reloading the site. Our element
 * calls `onLinkClick` if it is set, and leaves the link alone if that returns false; the official one does not know it
 * and opens the link as any other.
 */
export function useTutorLinks(element: RefObject<OpenAIChatKit | null>, onFollow: () => void): void {
  const router = useRouter();
  const pathname = usePathname();

  useEffect(() => {
    const chat = element.current;
    if (!chat) return;
    const onLinkClick = (url: string): boolean => {
      const path = localPath(url, window.location.href);
      if (path === null) return true;
      onFollow();
      const target = new URL(path, window.location.href);
      router.push(path);
      // On another page the arrival lights the heading; on this one nothing arrives.
      if (target.pathname === pathname) requestAnimationFrame(() => revealHeading(target.hash));
      return false;
    };
    Object.assign(chat, { onLinkClick });
    return () => {
      Object.assign(chat, { onLinkClick: undefined });
    };
  }, [element, onFollow, router, pathname]);
}
