'use client';

import { SHOW_SHORTCUTS } from './shortcuts-dialog';

/** A way to the list of shortcuts for those who have not met `?`. */
export function ShortcutsHint() {
  return (
    <button
      type="button"
      className="hidden items-center gap-2 rounded-md py-1 hover:text-ink pointer-fine:inline-flex"
      onClick={() => window.dispatchEvent(new Event(SHOW_SHORTCUTS))}
    >
      Keyboard shortcuts
      <kbd className="kbd">?</kbd>
    </button>
  );
}
