'use client';

import { LogOut, UserRound } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { signOut } from 'next-auth/react';
import { forgetTutor } from '@/components/tutor/tutor-memory';
import { MENU_ITEM, Menu } from './menu';
import { useSiteSession } from './site-user';

/** Who is signed in, with the way to the profile and out; or the way in. */
export function UserMenu() {
  const { status, user } = useSiteSession();
  const pathname = usePathname();

  if (status === 'loading') return <span className="size-8 rounded-full bg-hover" aria-hidden />;
  if (status === 'signed-out') {
    const back = pathname === '/signin' ? '/' : pathname;
    return (
      <Link
        href={`/signin?callbackUrl=${encodeURIComponent(back)}`}
        prefetch={false}
        className="inline-flex h-9 items-center rounded-md px-2.5 text-sm font-medium whitespace-nowrap text-body hover:bg-hover hover:text-ink pointer-coarse:h-11"
      >
        Sign in
      </Link>
    );
  }

  const name = user.name ?? 'Student';
  return (
    <Menu
      label={`Account of ${name}`}
      trigger={
        <span className="grid size-7 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent ring-1 ring-accent-line">
          {initials(name)}
        </span>
      }
    >
      {(close) => (
        <>
          <div
            role="none"
            className="max-w-60 truncate border-b border-line px-2.5 pt-1.5 pb-2.5 mb-1 text-sm text-muted"
          >
            Signed in as <span className="font-medium text-ink">{name}</span>
          </div>
          <Link href="/profile" prefetch={false} role="menuitem" className={MENU_ITEM} onClick={close}>
            <UserRound size={16} className="text-muted" aria-hidden />
            Profile
          </Link>
          <button
            type="button"
            role="menuitem"
            className={MENU_ITEM}
            onClick={() => {
              forgetTutor();
              void signOut({ callbackUrl: pathname === '/profile' ? '/' : pathname });
            }}
          >
            <LogOut size={16} className="text-muted" aria-hidden />
            Sign out
          </button>
        </>
      )}
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : undefined]
    .map((word) => Array.from(word ?? '')[0] ?? '')
    .join('')
    .toUpperCase();
}
