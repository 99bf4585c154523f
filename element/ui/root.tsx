/** @jsxImportSource preact */
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Chat } from '../chat/chat';
import { CardContext } from '../citations/card-scope';
import { SourceCard } from '../citations/source-card';
import { useCardControl } from '../citations/use-card-control';
import { useDropZone } from '../composer/drop-zone';
import { HistoryPanel } from '../history/history-panel';
import { stringsEn } from '../i18n/strings-en';
import { textDirection } from '../i18n/text-direction';
import { Icon } from '../icons/icon';
import { ChatScopeContext } from './chat-scope';
import { ChatView } from './chat-view';
import { Header } from './header';
import { LiveRegions } from './live-regions';
import { useStore } from './use-store';

/** From this width on, in px, the conversations stand beside the chat instead of over it. */
const WIDE = 720;

/** Everything inside the shadow root. */
export function Root({ chat, headingLevel }: { chat: Chat; headingLevel: number }) {
  const settings = useStore(chat.settingsStore);
  const words = useStore(chat.words);
  const historyOpen = useStore(chat.historyOpen);
  const [wide, setWide] = useState(false);
  const ref = useRef<HTMLDivElement>(null);
  const card = useCardControl();
  const thread = useStore(useStore(chat.conversations.active));
  const takesFiles = settings.composer.attachments !== null && thread.status.type === 'active';
  const drop = useDropZone(takesFiles ? (files) => chat.uploads.add(files) : null);
  const scope = useMemo(
    () => ({ chat, words, settings, headingLevel }),
    [chat, words, settings, headingLevel],
  );
  useLayoutEffect(() => {
    const root = ref.current;
    if (!root) return undefined;
    const observer = new ResizeObserver(() => setWide(root.clientWidth >= WIDE));
    observer.observe(root);
    return () => observer.disconnect();
  }, []);
  const covered = historyOpen && !wide;
  return (
    <ChatScopeContext.Provider value={scope}>
      <CardContext.Provider value={card}>
        {/* biome-ignore lint/a11y/useSemanticElements: a <section> with a name is the same, but `region` is what hosts look for */}
        <div
          class={`root ${wide ? 'wide' : 'narrow'}`}
          part="root"
          role="region"
          aria-label={settings.frameTitle}
          lang={words === stringsEn ? 'en' : settings.locale}
          dir={textDirection(settings.locale)}
          ref={ref}
          {...drop.handlers}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && card.open) {
              card.close();
              event.stopPropagation();
            }
          }}
        >
          {historyOpen && <HistoryPanel modal={!wide} />}
          <div class="main" inert={covered}>
            <Header />
            <ChatView />
          </div>
          <SourceCard />
          {drop.over && (
            <div class="drop-here" aria-hidden="true">
              <Icon name="paperclip" />
              {words.dropHere}
            </div>
          )}
          <LiveRegions />
        </div>
      </CardContext.Provider>
    </ChatScopeContext.Provider>
  );
}
