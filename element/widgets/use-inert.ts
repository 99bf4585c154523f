import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

const focused = (box: HTMLElement): Element | null => {
  const root = box.getRootNode();
  return root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
};

/** Makes a box inert while `on`. What had the focus in it gets it back, unless somebody went elsewhere meanwhile. */
export function useInert(box: RefObject<HTMLElement | null>, on: boolean): void {
  const had = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const active = focused(element);
    if (on) had.current = active instanceof HTMLElement && element.contains(active) ? active : null;
    element.inert = on;
    if (on) return;
    if (had.current?.isConnected && focused(element) === null) had.current.focus({ preventScroll: true });
    had.current = null;
  }, [box, on]);
}
