'use client';

import { MessageCircle } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { openTutor, useTutor } from './tutor-store';

/** The way to the tutor in the header, which also tells its shortcut. Only where there is room for it. */
export function AskHeaderButton() {
  const { open } = useTutor();
  const pathname = usePathname();
  if (open || pathname === '/chat') return null;
  return (
    <button
      type="button"
      onClick={() => openTutor({ focus: true })}
      className="me-1 hidden h-9 items-center gap-2 rounded-md border border-line bg-sunken ps-3 pe-2 text-sm text-muted transition-colors hover:border-line-strong hover:text-ink @4xl/page:inline-flex"
    >
      <MessageCircle size={15} aria-hidden />
      Ask the tutor
      <kbd className="kbd ms-4 bg-ground">Ctrl K</kbd>
    </button>
  );
}
