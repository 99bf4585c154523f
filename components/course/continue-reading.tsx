'use client';

import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { useSyncExternalStore } from 'react';
import { type LastRead, parseLastRead, storedLastRead } from './last-read';

/** The way into the course: the lesson that was open last, else the first one. */
export function ContinueReading({ first }: { first: LastRead }) {
  const stored = useSyncExternalStore(
    () => () => undefined,
    storedLastRead,
    () => null,
  );
  const last = parseLastRead(stored);
  const { path, title } = last ?? first;
  return (
    <Link href={path} className="btn btn-primary max-w-full">
      <span className="truncate">{last ? `Continue with “${title}”` : 'Start with the first lesson'}</span>
      <ArrowRight size={16} className="shrink-0" aria-hidden />
    </Link>
  );
}
