import Link from 'next/link';
import type { ReactNode } from 'react';

/** A page that has only one thing to say, and one way on. */
export function PageNotice(props: {
  title: string;
  text: string;
  link?: { href: string; name: string };
  children?: ReactNode;
}) {
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-lg flex-1 flex-col items-start justify-center px-6 py-24 outline-none"
    >
      <h1 className="text-2xl font-semibold tracking-tight text-ink">{props.title}</h1>
      <p className="mt-3 text-[1.0625rem] leading-relaxed text-muted">{props.text}</p>
      <div className="mt-7 flex flex-wrap gap-3">
        {props.children}
        {props.link ? (
          <Link href={props.link.href} className={props.children ? 'btn btn-quiet' : 'btn btn-primary'}>
            {props.link.name}
          </Link>
        ) : null}
      </div>
    </main>
  );
}
