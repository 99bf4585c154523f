import Link from 'next/link';

/** The name of the site, and the way home. */
export function Wordmark() {
  return (
    <Link href="/" className="flex items-center gap-2.5 rounded-md font-semibold tracking-tight text-ink">
      <svg viewBox="0 0 32 32" className="size-6.5" fill="none" aria-hidden="true">
        <rect width="32" height="32" rx="9" className="fill-accent-solid" />
        <path
          d="M9 22V13.5a4.5 4.5 0 0 1 4.5-4.5H17a4 4 0 0 1 0 8h-4m4 0 5.5 5.5"
          stroke="#fff"
          strokeWidth="2.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="23" cy="23" r="2.6" fill="#fff" />
      </svg>
      RoboLearn
    </Link>
  );
}
