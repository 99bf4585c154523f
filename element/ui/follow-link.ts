import type { Source } from '@/lib/chatkit/protocol';
import type { Chat } from '../chat/chat';

type Click = Pick<MouseEvent, 'button' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'preventDefault'>;

/**
 * Lets the page route a link by itself: its `onLinkClick` answers false when it did. A citation's link comes with its source,
 * so that the page can show the passage. Clicks that ask for a new tab or window are left to the browser.
 */
export function followLink(chat: Chat, url: string, click: Click, source?: Source): void {
  if (click.button !== 0 || click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
  if (chat.linkHook()?.(url, source) === false) click.preventDefault();
}
