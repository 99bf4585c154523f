import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Chat } from '../chat/chat';
import type { Strings } from '../i18n/strings-en';
import type { Settings } from '../options/settings';

/** What every component may need. `headingLevel` is that of the thread's title; what is below counts from it. */
export interface ChatScope {
  chat: Chat;
  words: Strings;
  settings: Settings;
  headingLevel: number;
}

export const ChatScopeContext = createContext<ChatScope | null>(null);

export function useScope(): ChatScope {
  const scope = useContext(ChatScopeContext);
  if (!scope) throw new Error('a component was rendered outside the chat');
  return scope;
}
