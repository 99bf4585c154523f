'use client';

import { MessageCircle } from 'lucide-react';
import type { Ref } from 'react';
import { openTutor } from './tutor-store';

/** The quiet button at the lower right that opens the tutor. */
export function Launcher({ hidden, ref }: { hidden: boolean; ref: Ref<HTMLButtonElement> }) {
  return (
    <button
      ref={ref}
      type="button"
      className="launcher no-print"
      aria-label="Ask the tutor"
      aria-keyshortcuts="Control+K"
      data-hidden={hidden || undefined}
      inert={hidden}
      // On a phone the keyboard would cover the suggestions.
      onClick={() => openTutor({ focus: window.matchMedia('(pointer: fine)').matches })}
    >
      <MessageCircle size={22} strokeWidth={1.9} aria-hidden />
    </button>
  );
}
