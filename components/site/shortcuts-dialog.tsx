'use client';

import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { isTyping } from './is-typing';

/** The event on `window` that shows the list. */
export const SHOW_SHORTCUTS = 'robolearn:shortcuts';

const SHORTCUTS: ReadonlyArray<{ keys: string[][]; what: string }> = [
  { keys: [['Ctrl', 'K'], ['/']], what: 'Ask the tutor; selected text of the lesson goes along' },
  { keys: [['Tab']], what: 'With text selected: go to “Ask about this”' },
  { keys: [['Esc']], what: 'Close the tutor where it covers the page' },
  { keys: [['Enter']], what: 'Send the message' },
  { keys: [['Shift', 'Enter']], what: 'New line in the message' },
  { keys: [['?']], what: 'Show this list' },
];

/** The list of shortcuts, on `?`. */
export function ShortcutsDialog() {
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const show = () => {
      if (!dialog.current?.open) dialog.current?.showModal();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.defaultPrevented || isTyping(event)) return;
      event.preventDefault();
      show();
    };
    window.addEventListener(SHOW_SHORTCUTS, show);
    document.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener(SHOW_SHORTCUTS, show);
      document.removeEventListener('keydown', onKeyDown);
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click closes from outside; Escape does so natively
    <dialog
      ref={dialog}
      aria-labelledby="shortcuts-title"
      className="m-auto w-[min(28rem,calc(100vw-2rem))] rounded-xl border border-line bg-raised p-0 text-body shadow-float backdrop:bg-black/40"
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <div className="p-6">
        <div className="mb-4 flex items-center justify-between">
          <h2 id="shortcuts-title" className="text-base font-semibold text-ink">
            Keyboard shortcuts
          </h2>
          <button
            type="button"
            className="icon-btn"
            aria-label="Close"
            onClick={() => dialog.current?.close()}
          >
            <X size={18} aria-hidden />
          </button>
        </div>
        <dl className="divide-y divide-line">
          {SHORTCUTS.map(({ keys, what }) => (
            <div key={what} className="flex items-baseline justify-between gap-6 py-2.5 text-sm">
              <dt>{what}</dt>
              <dd className="flex shrink-0 items-center gap-1.5 text-muted">
                {keys.map((combination, index) => (
                  <span key={combination.join()} className="flex items-center gap-1">
                    {index > 0 ? <span className="px-0.5">or</span> : null}
                    {combination.map((key) => (
                      <kbd key={key} className="kbd">
                        {key}
                      </kbd>
                    ))}
                  </span>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <p className="mt-4 text-sm text-muted">On a Mac, use Cmd instead of Ctrl.</p>
      </div>
    </dialog>
  );
}
