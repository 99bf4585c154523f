'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

const PLACES = [
  // On a phone the name of the site leads there as well.
  {
    href: '/',
    name: 'Course',
    narrow: 'hidden @md/page:block',
    within: (path: string) => path === '/' || path.startsWith('/docs'),
  },
  { href: '/chat', name: 'Chat', narrow: '', within: (path: string) => path === '/chat' },
];

/** The two places of the site. */
export function HeaderNav() {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className="ms-1 flex items-center @2xl/page:ms-6">
      {PLACES.map(({ href, name, narrow, within }) => {
        const here = within(pathname);
        return (
          <Link
            key={href}
            href={href}
            aria-current={pathname === href ? 'page' : undefined}
            data-here={here || undefined}
            className={`${narrow} rounded-md px-2.5 py-1.5 text-sm text-muted transition-colors hover:text-ink data-here:font-medium data-here:text-ink pointer-coarse:py-3`}
          >
            {name}
          </Link>
        );
      })}
    </nav>
  );
}
