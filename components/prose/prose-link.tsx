import Link from 'next/link';
import type { ComponentProps } from 'react';

/** A link in a lesson: to our own pages through the router, to others in a tab of their own. */
export function ProseLink({ href = '', children, ...rest }: ComponentProps<'a'>) {
  if (href.startsWith('#')) {
    return (
      <a href={href} {...rest}>
        {children}
      </a>
    );
  }
  if (href.startsWith('/')) {
    return (
      <Link href={href} {...rest}>
        {children}
      </Link>
    );
  }
  return (
    <a href={href} target="_blank" rel="noreferrer" {...rest}>
      {children}
    </a>
  );
}
