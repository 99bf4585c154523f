import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ThreadStore } from '../chat/chat-context';
import type { Entry } from '../thread/entry';
import type { RunOrigin } from '../thread/thread-state';
import { endOfContent, isAtEnd, roomOf } from './scroll-box';
import { makeRoom, placeOf, startHere, type TurnStart } from './turn-start';

interface ScrollInput {
  store: ThreadStore;
  entries: Entry[];
  /** Key of the newest message of the student. */
  sentKey: string | null;
  follow: boolean;
  running: boolean;
  /** How the running turn began. */
  origin: RunOrigin;
}

/** What the last drawing left behind. */
interface Before {
  store: ThreadStore | null;
  firstKey: string;
  /** Of everything that is written, in px. */
  height: number;
  sentKey: string | null;
  running: boolean;
}

/** The view as it was left, by us or by the reader. */
interface View {
  top: number;
  height: number;
  width: number;
  atEnd: boolean;
}

const viewOf = (box: HTMLElement): View => ({
  top: box.scrollTop,
  height: box.clientHeight,
  width: box.clientWidth,
  atEnd: isAtEnd(box),
});

/** Brings the begin of a turn near the top. Answers whether something of its answer is there. */
function showStart(box: HTMLElement, start: TurnStart): boolean {
  makeRoom(box, start);
  const place = placeOf(box, start);
  if (place) box.scrollTop = place.top;
  return place?.come ?? true;
}

/** What was in view at the bottom still is when the composer, or what stands in its place, has changed its height. */
function keepBottom(box: HTMLElement, last: View, start: TurnStart): void {
  if (roomOf(box) > 0) makeRoom(box, start);
  // A view that reached beyond the end has been moved up by the browser.
  const top = Math.max(last.top, box.scrollTop);
  const bottom = top + last.height;
  const end = box.scrollHeight - roomOf(box);
  const height = box.clientHeight;
  if (height < last.height) box.scrollTop = Math.max(top, Math.min(bottom, end) - height);
  else box.scrollTop = bottom > end ? top : bottom - height;
}

/** The scroll rules of spec element 1.2. */
export function useScroll(ref: RefObject<HTMLDivElement | null>, input: ScrollInput) {
  const { store, entries, sentKey, follow, running, origin } = input;
  const [atEnd, setAtEnd] = useState(true);
  const following = useRef(true);
  const start = useRef<TurnStart>({ kind: 'message' });
  /** A turn has begun, and nothing of its answer is there yet. */
  const awaited = useRef(false);
  const view = useRef<View | null>(null);
  const before = useRef<Before>({
    store: null,
    firstKey: '',
    height: 0,
    sentKey,
    running: false,
  });

  /** Before anything is moved: up is always the reader's doing, except where the content ends. */
  const notice = (box: HTMLElement) => {
    const lowest = Math.min(view.current?.top ?? 0, box.scrollHeight - box.clientHeight);
    if (box.scrollTop >= lowest - 1) return;
    following.current = false;
    awaited.current = false;
  };
  /** After everything is moved. */
  const settle = (box: HTMLElement) => {
    view.current = viewOf(box);
    setAtEnd(view.current.atEnd);
  };
  /** The view is as high as the composer leaves it. */
  const refit = (box: HTMLElement) => {
    const last = view.current;
    if (!last || last.height === box.clientHeight || last.width !== box.clientWidth) return;
    if (following.current) keepBottom(box, last, start.current);
  };

  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    const last = before.current;
    const firstKey = entries[0]?.key ?? '';
    const opened = last.store !== store;
    const started = !opened && running && !last.running;
    // What is asked elsewhere takes no reader away from where he reads.
    const isOwn = origin === 'by-hand' || (origin === 'message' && sentKey !== last.sentKey);
    if (opened) view.current = null;
    else notice(box);
    if (opened) start.current = { kind: 'message' };
    if (opened && !running) {
      box.scrollTop = box.scrollHeight;
      following.current = true;
    } else if (opened || (started && (isOwn || view.current?.atEnd))) {
      if (started) start.current = startHere(box);
      awaited.current = !showStart(box, start.current);
      following.current = true;
    } else if (awaited.current && running) {
      // What was acted on may still grow, and the questions give their place back to the composer.
      awaited.current = !showStart(box, start.current);
    } else {
      awaited.current = false;
      // Once the answer is longer than the view there is no room left to keep.
      if (running && roomOf(box) > 0) makeRoom(box, start.current);
      refit(box);
      if (firstKey !== last.firstKey && last.firstKey !== '' && entries.length > 1) {
        // Older items came in above: what was in view stays where it was.
        box.scrollTop += box.scrollHeight - last.height;
      } else if (follow && (running || last.running) && following.current) {
        box.scrollTop = endOfContent(box);
      }
    }
    before.current = { store, firstKey, height: box.scrollHeight, sentKey, running };
    settle(box);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another thread starts over
  useEffect(() => {
    const box = ref.current;
    if (!box) return undefined;
    const onScroll = () => {
      notice(box);
      if (isAtEnd(box)) following.current = true;
      settle(box);
    };
    const observer = new ResizeObserver(() => {
      notice(box);
      refit(box);
      settle(box);
    });
    box.addEventListener('scroll', onScroll, { passive: true });
    observer.observe(box);
    return () => {
      box.removeEventListener('scroll', onScroll);
      observer.disconnect();
    };
  }, [store]);

  const toEnd = () => {
    following.current = true;
    ref.current?.scrollTo({ top: endOfContent(ref.current), behavior: 'auto' });
  };
  return { atEnd, toEnd };
}
