/** @jsxImportSource preact */
import type { HeaderOption } from '@openai/chatkit';
import { useScope } from './chat-scope';
import { Heading } from './heading';
import { IconButton } from './icon-button';
import { useStore } from './use-store';

/** "sidebar-open-left" → "Sidebar open left": the best name that an icon alone gives. */
const spoken = (icon: string): string => {
  const words = icon.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function HostButton({ side }: { side: 'leftAction' | 'rightAction' }) {
  const { settings } = useScope();
  const action: HeaderOption['leftAction'] = settings.header[side];
  if (!action) return null;
  // Through the option object, so that the host's latest closure runs.
  return (
    <IconButton
      icon={action.icon}
      label={spoken(action.icon)}
      part="header-action"
      onClick={() => action.onClick()}
    />
  );
}

/** The bar at the top: conversations, title, new chat, and the host's own buttons. */
export function Header() {
  const { chat, words, settings, headingLevel } = useScope();
  const thread = useStore(useStore(chat.conversations.active));
  const open = useStore(chat.historyOpen);
  if (!settings.header.enabled) return null;
  const { title } = settings.header;
  const shown = title.text ?? thread.title ?? words.newChat;
  const fresh = thread.id === null && thread.entries.length === 0;
  const startNew = () => {
    chat.conversations.startNew();
    // On a phone this would bring the keyboard up over the prompts.
    if (matchMedia('(pointer: fine)').matches) chat.focusInput?.();
  };
  return (
    <header class="header" part="header">
      <HostButton side="leftAction" />
      {settings.history.enabled && (
        <IconButton
          icon="history"
          class="open-history"
          label={open ? words.closeHistory : words.openHistory}
          expanded={open}
          onClick={() => void (open ? chat.closeHistory() : chat.openHistory())}
        />
      )}
      {title.enabled && (
        <Heading level={headingLevel} class="title" part="title">
          {shown}
        </Heading>
      )}
      <span class="spacer" />
      {settings.history.enabled && !fresh && (
        <IconButton icon="compose" label={words.newChat} onClick={startNew} />
      )}
      <HostButton side="rightAction" />
    </header>
  );
}
