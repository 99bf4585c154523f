'use client';

import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { useSiteSession } from '@/components/site/site-user';
import { Launcher } from './launcher';
import { TutorBar } from './tutor-bar';
import { TutorProblem } from './tutor-problem';
import { TutorSkeleton } from './tutor-skeleton';
import { closeTutor, startTutor, useTutor } from './tutor-store';
import { useKeptPlace } from './use-kept-place';
import { useLoaded } from './use-loaded';
import { useMedia } from './use-media';
import { useRememberedTutor } from './use-remembered-tutor';
import { useTutorShortcuts } from './use-tutor-shortcuts';

const loadPanel = () => import('./tutor-panel').then((module) => module.TutorPanel);

/** From this width on the tutor stands beside the page; below it covers the page as a sheet (LOOK). */
const BESIDE = '(min-width: 1100px)';

/** Beside the page, the tutor is a complement to it; over the page, a dialog. */
const BESIDE_PAGE = { role: 'complementary' } as const;
const OVER_PAGE = { role: 'dialog', 'aria-modal': true } as const;

/**
 * The place of the tutor: a panel beside the page, a sheet over it, or, on `/chat`, the page itself. It is one element
 * through all of them, so a conversation that streams goes on while the student turns pages.
 */
export function TutorDock() {
  const { open, started } = useTutor();
  const pathname = usePathname();
  const fullPage = pathname === '/chat';
  const beside = useMedia(BESIDE);
  const session = useSiteSession();
  const panel = useLoaded(loadPanel, started || fullPage);
  const dock = useRef<HTMLElement>(null);
  const launcher = useRef<HTMLButtonElement>(null);
  const wasShown = useRef(false);
  const shown = open || fullPage;
  const mode = fullPage ? 'page' : beside ? 'panel' : 'sheet';
  const covering = mode === 'sheet' && shown;

  useRememberedTutor(session, open, beside);
  useTutorShortcuts({ covering });
  useKeptPlace(mode === 'panel' && shown);

  useEffect(() => {
    // Started in full page: the conversation stays mounted when the student goes on to a lesson.
    if (fullPage && !started) startTutor();
  }, [fullPage, started]);

  useEffect(() => {
    const root = document.documentElement;
    // While the session is not known, the early script's room for a tutor left open stays.
    if (session.status === 'loading' && !shown) return;
    if (shown) root.dataset.tutor = fullPage ? 'page' : 'open';
    else delete root.dataset.tutor;
  }, [shown, fullPage, session.status]);

  useEffect(() => {
    const page = document.getElementById('page');
    if (!covering || !page) return;
    page.inert = true;
    const before = document.activeElement;
    dock.current?.focus();
    return () => {
      page.inert = false;
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [covering]);

  useEffect(() => {
    // What had the focus inside is hidden now (not every browser has noticed yet), and nothing else has taken it.
    const focused = document.activeElement;
    if (wasShown.current && !shown && (focused === document.body || dock.current?.contains(focused))) {
      launcher.current?.focus({ preventScroll: true });
    }
    wasShown.current = shown;
  }, [shown]);

  return (
    <>
      {fullPage ? null : <Launcher ref={launcher} hidden={shown} />}
      {mode === 'sheet' ? (
        <div
          className="tutor-backdrop no-print"
          data-shown={shown || undefined}
          aria-hidden="true"
          onPointerDown={closeTutor}
        />
      ) : null}
      {started || fullPage ? (
        // One element through all its roles; an <aside> may not be a dialog.
        <section
          ref={dock}
          className="tutor no-print"
          data-mode={mode}
          data-shown={shown || undefined}
          aria-label="Tutor"
          {...(mode === 'sheet' ? OVER_PAGE : BESIDE_PAGE)}
          tabIndex={-1}
          inert={!shown}
        >
          {panel.status === 'ready' ? (
            <panel.value beside={beside} />
          ) : panel.status === 'failed' ? (
            <>
              <TutorBar />
              <TutorProblem
                title="The tutor did not load"
                text="A part of the site could not be fetched. Check your connection; the lesson stays as it is."
                action="Try again"
                onAction={panel.retry}
              />
            </>
          ) : (
            <TutorSkeleton />
          )}
        </section>
      ) : null}
    </>
  );
}
