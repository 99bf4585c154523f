'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { getProviders } from 'next-auth/react';
import { useEffect, useRef } from 'react';
import { DemoSignIn } from '@/components/sign-in/demo-sign-in';
import type { SiteUser } from '@/components/site/site-user';
import { useTutor } from './tutor-store';
import { useLoaded } from './use-loaded';

const providerIds = () => getProviders().then((providers) => Object.keys(providers ?? {}));

/**
 * Asks the student to sign in, right where the conversation will be. Selected words wait.
 * @param ended whose session has ended, if there was one
 */
export function TutorSignIn(props: { ended?: SiteUser; onSignedIn?: () => void }) {
  const { ended, onSignedIn } = props;
  const { quote, focusRequests } = useTutor();
  const card = useRef<HTMLDivElement>(null);
  const pathname = usePathname();
  const providers = useLoaded(providerIds);
  const ids = providers.status === 'ready' ? providers.value : [];
  // The way through a provider leaves this page, and with it what was being written: then it takes a tab of its own.
  const way = ended
    ? ({ href: '/signin?callbackUrl=/signed-in', target: '_blank' } as const)
    : { href: `/signin?callbackUrl=${encodeURIComponent(pathname)}` };

  useEffect(() => {
    if (providers.status === 'loading' || (focusRequests === 0 && !ended)) return;
    // On a phone the keyboard would cover the card; and who is reading the lesson is not interrupted.
    const focused = document.activeElement;
    const free = focused === document.body || focused?.closest('.tutor, .launcher, header');
    if (!free || !window.matchMedia('(pointer: fine)').matches) return;
    card.current?.querySelector<HTMLElement>('input, .btn')?.focus({ preventScroll: true });
  }, [providers.status, focusRequests, ended]);

  return (
    <div ref={card} className="flex flex-1 flex-col overflow-y-auto p-6">
      <div className="m-auto w-full max-w-sm">
        <h2 className="text-xl font-semibold tracking-tight text-ink">
          {ended ? 'Please sign in again' : 'Ask the tutor'}
        </h2>
        <p className="mt-2 text-[0.9375rem] leading-relaxed text-muted">
          {ended
            ? 'Your session has ended. The conversation is still here, and so is what you were writing.'
            : 'It knows the course, shows where its answers come from, and remembers your conversations. Sign in to begin.'}
        </p>
        {quote ? (
          <blockquote className="mt-4 line-clamp-3 border-s-2 border-accent ps-3 text-sm leading-relaxed text-muted">
            {quote}
          </blockquote>
        ) : null}
        <div className="mt-6 flex flex-col gap-4">
          {providers.status === 'loading' ? (
            <>
              <span className="skeleton h-11 rounded-md" />
              <span className="skeleton h-11 rounded-md" />
            </>
          ) : null}
          {ids.includes('demo') ? <DemoSignIn initialName={ended?.name} onSignedIn={onSignedIn} /> : null}
          {providers.status !== 'loading' && !ids.includes('demo') ? (
            <Link {...way} prefetch={false} className="btn btn-primary">
              {ended ? 'Sign in, in a new tab' : 'Sign in'}
            </Link>
          ) : null}
          {ids.includes('demo') && ids.length > 1 ? (
            <Link
              {...way}
              prefetch={false}
              className="text-center text-sm text-muted underline hover:text-ink"
            >
              Other ways to sign in
            </Link>
          ) : null}
        </div>
      </div>
    </div>
  );
}
