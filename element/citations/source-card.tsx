/** @jsxImportSource preact */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../icons/icon';
import { useScope } from '../ui/chat-scope';
import { followLink } from '../ui/follow-link';
import { useCard } from './card-scope';
import { SourceText } from './source-text';
import { sourceUrl } from './source-url';

const GAP = 6;
const MARGIN = 12;

/** Puts the card under its mark, or above where there is no room, and keeps it inside the chat. */
function place(card: HTMLElement, anchor: HTMLElement, frame: HTMLElement): void {
  const mark = anchor.getBoundingClientRect();
  const box = frame.getBoundingClientRect();
  const below = box.bottom - mark.bottom > card.offsetHeight + GAP + MARGIN;
  const top = below ? mark.bottom - box.top + GAP : mark.top - box.top - GAP - card.offsetHeight;
  const left = mark.left - box.left + mark.width / 2 - card.offsetWidth / 2;
  card.style.top = `${Math.max(MARGIN, top)}px`;
  card.style.left = `${Math.max(MARGIN, Math.min(left, box.width - card.offsetWidth - MARGIN))}px`;
}

/** Whether the mark can still be seen in the box that scrolls it. */
function inView(anchor: HTMLElement): boolean {
  const box = anchor.closest('.transcript')?.getBoundingClientRect();
  const mark = anchor.getBoundingClientRect();
  return !box || (mark.bottom > box.top && mark.top < box.bottom);
}

/** What is known about a source, beside the mark that was hovered, focused or tapped. */
export function SourceCard() {
  const { chat, words } = useScope();
  const { open, stay, leave, close } = useCard();
  const ref = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `close` does the same in every render
  useLayoutEffect(() => {
    const frame = ref.current?.parentElement;
    if (!open || !frame) return undefined;
    const follow = () => {
      if (!open.anchor.isConnected || !inView(open.anchor)) close();
      else if (ref.current) place(ref.current, open.anchor, frame);
    };
    follow();
    // A finger has no hover to leave, and what it touches next may take no focus.
    const press = (event: PointerEvent) => {
      const path = event.composedPath();
      if (!path.includes(open.anchor) && !(ref.current && path.includes(ref.current))) close();
    };
    frame.addEventListener('scroll', follow, { capture: true, passive: true });
    document.addEventListener('pointerdown', press, true);
    return () => {
      frame.removeEventListener('scroll', follow, { capture: true });
      document.removeEventListener('pointerdown', press, true);
    };
  }, [open]);
  if (!open) return null;
  const target = sourceUrl(open.citation.source);
  return (
    <div class="card" part="citation-card" ref={ref} onPointerEnter={stay} onPointerLeave={leave}>
      <SourceText citation={open.citation} />
      {target && (
        <a
          class="card-link"
          href={target.url}
          {...(target.sameOrigin ? {} : { target: '_blank', rel: 'noopener noreferrer' })}
          onFocus={stay}
          onBlur={leave}
          onClick={(event) => {
            followLink(chat, target.url, event, open.citation.source);
            close();
          }}
        >
          {words.openSource}
          <Icon name={target.sameOrigin ? 'chevron-right' : 'external'} />
        </a>
      )}
    </div>
  );
}
