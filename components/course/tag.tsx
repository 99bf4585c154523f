import type { ReactNode } from 'react';

/** A small fact about a page. */
export function Tag({ children, title }: { children: ReactNode; title?: string }) {
  return (
    <span
      title={title}
      className="inline-flex h-6.5 items-center gap-1.5 rounded-md border border-line bg-sunken px-2 text-[0.8125rem] whitespace-nowrap text-muted tabular-nums"
    >
      {children}
    </span>
  );
}
