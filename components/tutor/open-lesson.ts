import { revealHeading } from '@/components/course/reveal-heading';
import { coursePath } from './course-path';
import { coursePageAt } from './tutor-page';

/** What the tutor is told of a page that it wanted opened. */
export type OpenLessonResult = { opened: string; title: string } | { error: string };

export interface OpenLessonOptions {
  /** The address of the page that is open. */
  here: string;
  /** Turns the page. */
  push: (path: string) => void;
  patienceMs?: number;
}

const PATIENCE_MS = 10_000;

/**
 * Opens a page of the course because the tutor asked for it. Only a page of our own course is ever opened, whatever the
 * call says.
 */
export async function openLesson(
  named: unknown,
  { here, push, patienceMs = PATIENCE_MS }: OpenLessonOptions,
): Promise<OpenLessonResult> {
  const target = coursePath(named, here);
  if (!target) return { error: 'That is no page of the course.' };
  const { pathname, hash } = target;
  const isHere = new URL(here).pathname === pathname;
  push(`${pathname}${hash}`);
  const page = await coursePageAt(pathname, patienceMs);
  if (!page) return { error: 'The page did not open.' };
  // On another page the arrival lights the heading; on this one nothing arrives.
  if (isHere && hash) requestAnimationFrame(() => revealHeading(hash));
  return { opened: `${pathname}${hash}`, title: page.title };
}
