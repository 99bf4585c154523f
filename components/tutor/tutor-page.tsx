'use client';

import { useEffect, useSyncExternalStore } from 'react';
import type { ModuleId } from '@/lib/search/course';

/** The course page being read, as far as the tutor's suggestions go. */
export interface CoursePage {
  kind: 'module' | 'chapter' | 'lesson';
  title: string;
  moduleId: ModuleId;
}

let current: CoursePage | null = null;
const listeners = new Set<() => void>();

function show(page: CoursePage | null): void {
  current = page;
  for (const listener of listeners) listener();
}

/** Tells the tutor which course page is open. Renders nothing. */
export function TutorPage({ kind, title, moduleId }: CoursePage) {
  useEffect(() => {
    show({ kind, title, moduleId });
    return () => show(null);
  }, [kind, title, moduleId]);
  return null;
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
