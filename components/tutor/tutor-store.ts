'use client';

import { useSyncExternalStore } from 'react';

/** The tutor as the site sees it. One per tab; it outlives every page. */
export interface TutorState {
  /** Whether the panel shows. */
  open: boolean;
  /** Whether it was opened before: from then on it stays mounted, so that an answer goes on while it is hidden. */
  started: boolean;
  /** Words of the lesson to ask about, until the composer has taken them. */
  quote: string | null;
  /** Counts the times the composer should take the focus. */
  focusRequests: number;
}

const QUOTE_KEY = 'robolearn.tutor.quote';
const INITIAL: TutorState = { open: false, started: false, quote: null, focusRequests: 0 };

let state = INITIAL;
const listeners = new Set<() => void>();

function update(change: Partial<TutorState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

/** Shows the tutor; with `focus`, the composer takes the focus as soon as it can. */
export function openTutor({ focus = false } = {}): void {
  const focusRequests = state.focusRequests + (focus ? 1 : 0);
  update({ open: true, started: true, focusRequests });
}

/** Mounts the tutor where the page itself shows it; whether its panel is open elsewhere stays as it is. */
export function startTutor(): void {
  update({ started: true });
}

/** Hides the tutor. What it is doing goes on. */
export function closeTutor(): void {
  update({ open: false });
}

/** Shows the tutor with words of the lesson quoted in its composer. They outlive the way to the sign-in page and back. */
export function askTutor(quote: string): void {
  keepQuote(quote);
  update({ quote });
  openTutor({ focus: true });
}

/** The composer has the quoted words. */
export function quoteTaken(): void {
  keepQuote(null);
  update({ quote: null });
}

/** Takes up words that waited through a sign-in. Returns whether there were any. */
export function restoreQuote(): boolean {
  const quote = readQuote();
  if (quote) update({ quote });
  return quote !== null;
}

/** The state of the tutor, for components. */
export function useTutor(): TutorState {
  return useSyncExternalStore(
    subscribe,
    () => state,
    () => INITIAL,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function keepQuote(quote: string | null): void {
  try {
    if (quote === null) sessionStorage.removeItem(QUOTE_KEY);
    else sessionStorage.setItem(QUOTE_KEY, quote);
  } catch {
    // Without storage the quote lives as long as the page.
  }
}

function readQuote(): string | null {
  try {
    return sessionStorage.getItem(QUOTE_KEY);
  } catch {
    return null;
  }
}
