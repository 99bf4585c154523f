/** Nearer to the end than this counts as being there, in px. */
const NEAR = 80;

/** The empty room below the end, in px. */
export const roomOf = (box: HTMLElement): number =>
  box.querySelector<HTMLElement>('.room')?.offsetHeight ?? 0;

/** Where the view stands when it shows the end of what is written; it never moves up to get there. */
export const endOfContent = (box: HTMLElement): number =>
  Math.max(box.scrollTop, box.scrollHeight - roomOf(box) - box.clientHeight);

/** Whether the end of what is written is in view, or nearly; the empty room below it does not count. */
export const isAtEnd = (box: HTMLElement): boolean =>
  box.scrollHeight - roomOf(box) - box.scrollTop - box.clientHeight < NEAR;

export const offsetIn = (box: HTMLElement, element: Element): number =>
  element.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
