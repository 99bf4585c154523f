'use client';

import { useEffect, useState } from 'react';
import type { Heading } from '@/lib/search/course';

/** The headings of the page, with the one being read marked. */
export function TableOfContents({ headings }: { headings: Heading[] }) {
  const active = useReadHeading(headings);
  return (
    <nav aria-labelledby="toc-title" className="text-sm">
      <p id="toc-title" className="mb-3 font-medium text-ink">
        On this page
      </p>
      <ul className="border-s border-line">
        {headings.map(({ anchor, text, depth }) => (
          <li key={anchor}>
            <a
              href={`#${anchor}`}
              aria-current={active === anchor ? 'location' : undefined}
              className={`-ms-px block border-s border-transparent py-1 leading-snug text-muted transition-colors hover:text-ink aria-[current=location]:border-accent aria-[current=location]:text-accent ${depth > 2 ? 'ps-7' : 'ps-4'}`}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The anchor of the last heading above the reading line; at the end of the page, of the last one. */
function useReadHeading(headings: Heading[]): string | undefined {
  const [active, setActive] = useState<string>();

  useEffect(() => {
    let frame = 0;
    const look = () => {
      const root = document.documentElement;
      const line = Number.parseFloat(getComputedStyle(root).scrollPaddingTop) + 8;
      const atEnd = root.scrollTop > 0 && root.scrollTop + window.innerHeight >= root.scrollHeight - 2;
      const passed = headings.filter(({ anchor }) => {
        const heading = document.getElementById(anchor);
        return heading !== null && heading.getBoundingClientRect().top <= line;
      });
      setActive((atEnd ? headings : passed).at(-1)?.anchor);
    };
    const schedule = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    look();
    document.addEventListener('scroll', schedule, { passive: true });
    window.addEventListener('resize', schedule);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('scroll', schedule);
      window.removeEventListener('resize', schedule);
    };
  }, [headings]);
  return active;
}
