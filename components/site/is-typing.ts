/**
 * Tells whether a key went into something one types into. The path is asked, not the target: the composer of the tutor
 * stands in a shadow root, from where events seem to come from its host.
 */
export function isTyping(event: Event): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
