'use client';

import { MessageCircleQuestion } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { isTyping } from '@/components/site/is-typing';
import { type LessonSelection, selectedInLesson } from './selected-in-lesson';
import { askTutor } from './tutor-store';

interface Place {
  text: string;
  left: number;
  top: number;
}

const BUTTON_HEIGHT = 40;
const GAP = 10;

/**
 * Offers to ask about the words selected in a lesson, however they were selected. Tab goes to the button, so it is next
 * in order for those who selected with the keyboard; Escape dismisses it.
 */
export function SelectionAsk() {
  const [place, setPlace] = useState<Place | null>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    let pressed = false;
    let frame = 0;

    const look = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        // Not under a moving pointer; and not while the button itself has taken the focus.
        if (pressed || document.activeElement === button.current) return;
        const found = selectedInLesson(document);
        setPlace(found && placeFor(found));
      });
    };
    const press = (event: PointerEvent) => {
      if (event.target instanceof Node && button.current?.contains(event.target)) return;
      pressed = event.pointerType === 'mouse';
      if (pressed) setPlace(null);
    };
    const release = () => {
      pressed = false;
      look();
    };
    document.addEventListener('selectionchange', look);
    document.addEventListener('pointerdown', press);
    document.addEventListener('pointerup', release);
    document.addEventListener('pointercancel', release);
    window.addEventListener('resize', look);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('selectionchange', look);
      document.removeEventListener('pointerdown', press);
      document.removeEventListener('pointerup', release);
      document.removeEventListener('pointercancel', release);
      window.removeEventListener('resize', look);
    };
  }, []);

  useEffect(() => {
    if (!place) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const onButton = document.activeElement === button.current;
      if (event.key === 'Tab' && !event.shiftKey && !onButton && !isTyping(event)) {
        event.preventDefault();
        button.current?.focus();
      } else if (event.key === 'Escape') {
        setPlace(null);
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [place]);

  if (!place) return null;
  return (
    <button
      ref={button}
      type="button"
      className="selection-ask no-print"
      style={{ left: place.left, top: place.top }}
      // A press must not collapse the selection before the click has read it.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onBlur={() => setPlace(null)}
      onClick={() => {
        askTutor(place.text);
        setPlace(null);
        document.getSelection()?.removeAllRanges();
      }}
    >
      <MessageCircleQuestion size={16} aria-hidden />
      Ask about this
    </button>
  );
}

/** Above the selection with a mouse; below it with a finger, where the system's own menu does not stand. */
function placeFor({ text, range }: LessonSelection): Place {
  const bounds = range.getBoundingClientRect();
  const touch = window.matchMedia('(pointer: coarse)').matches;
  const header = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0;
  const above = bounds.top - BUTTON_HEIGHT - GAP;
  const below = Math.min(bounds.bottom + (touch ? 2.4 : 1) * GAP, window.innerHeight - BUTTON_HEIGHT - GAP);
  const top = touch || above < header + 4 ? below : above;
  const left = Math.min(
    Math.max(bounds.left + bounds.width / 2, 84),
    document.documentElement.clientWidth - 84,
  );
  return { text, left: left + window.scrollX, top: top + window.scrollY };
}
