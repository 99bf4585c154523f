'use client';

import { X } from 'lucide-react';
import { closeTutor } from './tutor-store';

/** The top of the tutor while there is no conversation to bring its own. */
export function TutorBar() {
  return (
    <div className="tutor-bar flex h-(--header-height) shrink-0 items-center justify-between border-b border-line ps-4 pe-2.5">
      <p className="text-[0.9375rem] font-semibold text-ink">Tutor</p>
      <button
        type="button"
        className="icon-btn tutor-close"
        aria-label="Close the tutor"
        onClick={closeTutor}
      >
        <X size={18} aria-hidden />
      </button>
    </div>
  );
}
