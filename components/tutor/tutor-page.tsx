'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useSyncExternalStore } from 'react';
import type { CourseDocument } from '@/lib/search/course';

/** The course page being read, as far as the tutor is concerned. */
export interface CoursePage {
  kind: CourseDocument['kind'];
  title: string;
  moduleId: string;
}

/** A course page that is open. */
export interface OpenPage extends CoursePage {
  path: string;
}

let current: OpenPage | null = null;
const listeners = new Set<() => void>();

function show(page: OpenPage | null): void {
  current = page;
  for (const listener of listeners) listener();
}

/** Tells the tutor which course page is open. Renders nothing. */
export function TutorPage({ kind, title, moduleId }: CoursePage) {
  const path = usePathname();
  useEffect(() => {
    show({ kind, title, moduleId, path });
    return () => show(null);
  }, [kind, title, moduleId, path]);
  return null;
}

/** Resolves with the course page at `path` as soon as it is open; undefined if it does not open within `patienceMs`. */
export function coursePageAt(path: string, patienceMs: number): Promise<OpenPage | undefined> {
  return new Promise((resolve) => {
    const end = (page: OpenPage | undefined) => {
      clearTimeout(timer);
      listeners.delete(look);
      resolve(page);
    };
    const look = () => {
      if (current?.path === path) end(current);
    };
    const timer = setTimeout(() => end(undefined), patienceMs);
    listeners.add(look);
    look();
  });
}

/** The course page that is open, if one is. */
export function useCoursePage(): CoursePage | null {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
