'use client';

import { useState } from 'react';
import { type SiteUser, useSiteSession } from '@/components/site/site-user';
import { loadChatKit } from './load-chatkit';
import { TutorBar } from './tutor-bar';
import { TutorChat } from './tutor-chat';
import { TutorProblem } from './tutor-problem';
import { TutorSignIn } from './tutor-sign-in';
import { TutorSkeleton } from './tutor-skeleton';
import { useLoaded } from './use-loaded';
import { useOnline } from './use-online';

const load = () => loadChatKit().then(() => true);

/** What stands in the tutor: the conversation, or what is needed before there can be one. */
export function TutorPanel({ beside }: { beside: boolean }) {
  const session = useSiteSession();
  const online = useOnline();
  const [ended, setEnded] = useState(false);
  const [known, setKnown] = useState<SiteUser>();
  const script = useLoaded(load, session.status === 'signed-in');

  // A session may end while a conversation is open. The conversation stays as it is, below the sign-in card.
  // A session that is told anew is a good one, wherever the student signed in: here, or in another tab.
  if (session.user && session.user !== known) {
    setKnown(session.user);
    setEnded(false);
  }
  const user = session.user ?? known;
  const askSignIn = session.status === 'signed-out' || ended;

  if (!user && session.status === 'loading') return <TutorSkeleton />;
  if (!user) {
    return (
      <>
        <TutorBar />
        {online ? (
          <TutorSignIn />
        ) : (
          <TutorProblem
            title="You are offline"
            text="The lesson stays readable. The tutor needs a connection."
            action="Try again"
            onAction={() => window.location.reload()}
          />
        )}
      </>
    );
  }
  if (script.status === 'failed') {
    return (
      <>
        <TutorBar />
        <TutorProblem
          title="The tutor did not load"
          text={
            online
              ? 'Its program could not be fetched from this site. The lesson is not affected.'
              : 'You are offline. The lesson stays readable; the tutor comes back with the connection.'
          }
          action="Try again"
          onAction={script.retry}
        />
      </>
    );
  }
  return (
    <>
      {online ? null : (
        <p role="status" className="border-b border-line bg-sunken px-4 py-2 text-center text-sm text-muted">
          You are offline. You can read on; the tutor answers when the connection is back.
        </p>
      )}
      <div className="relative min-h-0 flex-1" inert={askSignIn}>
        {script.status === 'ready' ? (
          <TutorChat key={user.id} user={user} beside={beside} onSessionEnded={() => setEnded(true)} />
        ) : (
          <TutorSkeleton />
        )}
      </div>
      {askSignIn ? (
        <div className="absolute inset-0 flex flex-col bg-ground/95 backdrop-blur-sm">
          <TutorBar />
          <TutorSignIn ended={user} onSignedIn={() => setEnded(false)} />
        </div>
      ) : null}
    </>
  );
}
