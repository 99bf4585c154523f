import { Link2 } from 'lucide-react';
import type { ComponentProps, JSX } from 'react';

/** Makes a heading of the given level that offers a link to itself. */
function heading(Level: 'h2' | 'h3' | 'h4') {
  return function ProseHeading({ id, children, ...rest }: ComponentProps<'h2'>): JSX.Element {
    return (
      <Level id={id} {...rest}>
        {id ? (
          <a className="anchor no-print" href={`#${id}`} aria-label="Link to this section">
            <Link2 size={16} aria-hidden />
          </a>
        ) : null}
        {children}
      </Level>
    );
  };
}

export const proseHeadings = { h2: heading('h2'), h3: heading('h3'), h4: heading('h4') };
