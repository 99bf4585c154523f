'use client';

import { useEffect } from 'react';
import { isTyping } from '@/components/site/is-typing';
import { selectedInLesson } from './selected-in-lesson';
import { askTutor, closeTutor, openTutor } from './tutor-store';

/** Ctrl/Cmd-K and `/` go to the tutor, with the selected words of the lesson if there are any; Escape closes a sheet. */
export function useTutorShortcuts({ covering }: { covering: boolean }): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      const commandK = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey;
      if ((commandK && !event.shiftKey) || (event.key === '/' && plain && !isTyping(event))) {
        event.preventDefault();
        const words = selectedInLesson(document)?.text;
        if (words) askTutor(words);
        else openTutor({ focus: true });
      } else if (event.key === 'Escape' && covering) {
        closeTutor();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [covering]);
}
