import { ArrowLeft, ArrowRight } from 'lucide-react';
import Link from 'next/link';
import type { CourseDocument, Neighbours } from '@/lib/search/course';

/** The way on and the way back, at the end of a page. */
export function PreviousNext({ previous, next }: Neighbours) {
  return (
    <nav
      aria-label="Previous and next page"
      className="no-print mt-16 grid gap-3 border-t border-line pt-8 @xl/page:grid-cols-2"
    >
      {previous ? <Neighbour document={previous} direction="previous" /> : null}
      {next ? <Neighbour document={next} direction="next" /> : null}
    </nav>
  );
}

function Neighbour(props: { document: CourseDocument; direction: 'previous' | 'next' }) {
  const next = props.direction === 'next';
  return (
    <Link
      href={props.document.path}
      rel={next ? 'next' : 'prev'}
      className={`group flex flex-col gap-1 rounded-lg border border-line p-4 transition-colors hover:border-accent ${next ? 'text-end @xl/page:col-start-2' : ''}`}
    >
      <span className={`flex items-center gap-1.5 text-sm text-muted ${next ? 'justify-end' : ''}`}>
        {next ? null : <ArrowLeft size={14} aria-hidden />}
        {next ? 'Next' : 'Previous'}
        {next ? <ArrowRight size={14} aria-hidden /> : null}
      </span>
      <span className="font-medium text-ink group-hover:text-accent">{props.document.title}</span>
    </Link>
  );
}
