'use client';

import { useEffect } from 'react';

/** The lesson that was open last, in this browser. */
export interface LastRead {
  path: string;
  title: string;
}

const KEY = 'robolearn.last-read';

/** Remembers the lesson it stands in. Renders nothing. */
export function RememberLastRead({ path, title }: LastRead) {
  useEffect(() => {
    try {
      localStorage.setItem(KEY, JSON.stringify({ path, title }));
    } catch {
      // Without storage the course index offers the first lesson.
    }
  }, [path, title]);
  return null;
}

/** The stored text of the last lesson, to be compared as a whole; null if there is none. */
export function storedLastRead(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Forgets which lesson was open last. */
export function forgetLastRead(): void {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Without storage there is nothing to forget.
  }
}

/** Reads what `storedLastRead` gave; null for anything else. */
export function parseLastRead(stored: string | null): LastRead | null {
  try {
    const value: unknown = JSON.parse(stored ?? 'null');
    if (typeof value !== 'object' || value === null || !('path' in value) || !('title' in value)) return null;
    const { path, title } = value;
    return typeof path === 'string' && path.startsWith('/docs/') && typeof title === 'string'
      ? { path, title }
      : null;
  } catch {
    return null;
  }
}
