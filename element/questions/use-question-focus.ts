import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Chat } from '../chat/chat';

/** Nobody is anywhere else on the page: the field that had the focus has just been taken away, or nothing had it. */
const focusIsFree = (box: Element): boolean => {
  const root = box.getRootNode();
  const inside = root instanceof ShadowRoot ? root.activeElement : null;
  return inside === null && (document.activeElement ?? document.body) === document.body;
};

/** A field that brings up the keyboard of a phone is not focused for the reader. */
const raisesKeyboard = (field: Element): boolean =>
  field.matches('textarea,[type=text]') && matchMedia('(pointer: coarse)').matches;

export function focusQuestion(box: HTMLElement, id: string): void {
  const question = [...box.querySelectorAll<HTMLElement>('[data-question]')].find(
    (each) => each.dataset.question === id,
  );
  const field =
    question?.querySelector<HTMLElement>('input:checked') ??
    question?.querySelector<HTMLElement>('input,textarea');
  if (field && !raisesKeyboard(field)) field.focus({ preventScroll: true });
}

/** Takes the focus along when questions take the composer's place, and gives it back afterwards. */
export function useQuestionFocus(
  panel: RefObject<HTMLElement | null>,
  chat: Chat,
  first: string | undefined,
  arrived: boolean,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the panel comes and goes
  useEffect(() => {
    const box = panel.current;
    if (box && arrived && first !== undefined && focusIsFree(box)) focusQuestion(box, first);
    return () => {
      // After the composer is back.
      setTimeout(() => {
        const free = (document.activeElement ?? document.body) === document.body;
        if (free && matchMedia('(pointer: fine)').matches) chat.focusInput?.();
      }, 0);
    };
  }, []);
}
