import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ThreadStore } from '../chat/chat-context';
import type { Entry } from '../thread/entry';

/** Nearer to the end than this counts as being there, in px. */
const NEAR = 80;
/** Distance of a message just sent from the top, in px. */
const MARGIN = 16;

interface ScrollInput {
  store: ThreadStore;
  entries: Entry[];
  /** Key of the newest message of the student. */
  sentKey: string | null;
  follow: boolean;
  running: boolean;
}

/** What the last drawing left behind. */
interface Before {
  store: ThreadStore | null;
  firstKey: string;
  height: number;
  sentKey: string | null;
  running: boolean;
}

const distance = (box: HTMLElement): number => box.scrollHeight - box.scrollTop - box.clientHeight;

/** Room below the end, so that a message just sent can stand near the top while its answer grows into the space. */
function makeRoom(box: HTMLElement): void {
  const room = box.querySelector<HTMLElement>('.room');
  const message = lastMessage(box);
  if (!room || !message) return;
  const before = room.offsetHeight;
  const height = Math.max(
    0,
    box.clientHeight - (box.scrollHeight - before - offsetIn(box, message)) - MARGIN,
  );
  if (Math.abs(height - before) >= 1) room.style.height = `${height}px`;
}

const lastMessage = (box: HTMLElement): Element | undefined => [...box.querySelectorAll('.message')].at(-1);

const offsetIn = (box: HTMLElement, element: Element): number =>
  element.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;

/** The scroll rules of spec element 1.2. */
export function useScroll(ref: RefObject<HTMLDivElement | null>, input: ScrollInput) {
  const { store, entries, sentKey, follow, running } = input;
  const [atEnd, setAtEnd] = useState(true);
  const following = useRef(true);
  const before = useRef<Before>({
    store: null,
    firstKey: '',
    height: 0,
    sentKey,
    running: false,
  });

  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    const last = before.current;
    const firstKey = entries[0]?.key ?? '';
    const opened = last.store !== store;
    const sent = !opened && sentKey !== last.sentKey && running && !last.running;
    // Once the answer is longer than the view there is no room left to keep.
    if (!opened && !sent && running && roomOf(box) > 0) makeRoom(box);
    if (opened && !running) box.scrollTop = box.scrollHeight;
    else if (opened || sent) {
      makeRoom(box);
      const message = lastMessage(box);
      if (message) box.scrollTop = offsetIn(box, message) - MARGIN;
      following.current = true;
    } else if (firstKey !== last.firstKey && last.firstKey !== '' && entries.length > 1) {
      // Older items came in above: what was in view stays where it was.
      box.scrollTop += box.scrollHeight - last.height;
    } else if (follow && running && following.current) {
      box.scrollTop = endOfContent(box);
    }
    before.current = { store, firstKey, height: box.scrollHeight, sentKey, running };
    setAtEnd(contentDistance(box) < NEAR);
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another thread starts over
  useEffect(() => {
    const box = ref.current;
    if (!box) return undefined;
    let top = box.scrollTop;
    const onScroll = () => {
      // Up is always the reader's doing: we only ever scroll down.
      if (box.scrollTop < top - 1) following.current = false;
      if (contentDistance(box) < NEAR) following.current = true;
      top = box.scrollTop;
      setAtEnd(contentDistance(box) < NEAR);
    };
    box.addEventListener('scroll', onScroll, { passive: true });
    const observer = new ResizeObserver(() => setAtEnd(contentDistance(box) < NEAR));
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

const roomOf = (box: HTMLElement): number => box.querySelector<HTMLElement>('.room')?.offsetHeight ?? 0;

const endOfContent = (box: HTMLElement): number =>
  Math.max(box.scrollTop, box.scrollHeight - roomOf(box) - box.clientHeight);

/** How far the end of what is written lies below the view; the empty room below it does not count. */
const contentDistance = (box: HTMLElement): number => distance(box) - roomOf(box);
