import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Distance from its button, and from the edges of the window, in px. */
const GAP = 4;
const EDGE = 8;

function place(popup: HTMLElement, anchor: HTMLElement): void {
  const box = anchor.getBoundingClientRect();
  const below = window.innerHeight - box.bottom - GAP - EDGE;
  const above = box.top - GAP - EDGE;
  const height = popup.scrollHeight;
  const up = height > below && above > below;
  popup.style.minWidth = `${box.width}px`;
  popup.style.maxHeight = `${Math.min(320, up ? above : below)}px`;
  const width = popup.offsetWidth;
  popup.style.left = `${Math.max(EDGE, Math.min(box.left, window.innerWidth - width - EDGE))}px`;
  const shown = popup.offsetHeight;
  popup.style.top = `${up ? box.top - GAP - shown : box.bottom + GAP}px`;
}

/**
 * Shows a list over everything, at its button: in the top layer, because the conversation scrolls and clips. Goes along
 * when that scrolls; closes when somebody presses outside.
 */
export function usePopup(
  popup: RefObject<HTMLElement | null>,
  anchor: RefObject<HTMLElement | null>,
  close: () => void,
): void {
  useLayoutEffect(() => {
    const [box, button] = [popup.current, anchor.current];
    if (!box || !button) return undefined;
    box.showPopover?.();
    const follow = () => place(box, button);
    follow();
    const outside = (event: Event) => {
      const path = event.composedPath();
      if (!path.includes(box) && !path.includes(button)) close();
    };
    const root = button.getRootNode();
    root.addEventListener('scroll', follow, true);
    window.addEventListener('resize', follow);
    window.addEventListener('pointerdown', outside);
    return () => {
      root.removeEventListener('scroll', follow, true);
      window.removeEventListener('resize', follow);
      window.removeEventListener('pointerdown', outside);
    };
  });
}
