'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { useHydrated } from '@/components/site/use-hydrated';
import { ProviderMark } from './provider-mark';

export interface ProviderChoice {
  id: 'github' | 'google' | 'oidc';
  name: string;
}

/** One button for each provider. The browser leaves for the provider's page, and comes back to `callback`. */
export function ProviderButtons(props: { providers: ProviderChoice[]; callback: string }) {
  const [leaving, setLeaving] = useState<string>();
  const [problem, setProblem] = useState(false);
  // A click on what does not work yet would be lost.
  const hydrated = useHydrated();

  async function leave(id: string) {
    setLeaving(id);
    setProblem(false);
    try {
      await signIn(id, { callbackUrl: props.callback });
    } catch {
      setLeaving(undefined);
      setProblem(true);
    }
  }

  return (
    <div className="flex flex-col gap-2.5">
      {props.providers.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          className="btn btn-quiet min-h-11 w-full"
          disabled={!hydrated || leaving !== undefined}
          onClick={() => leave(id)}
        >
          <ProviderMark provider={id} />
          {leaving === id ? `Going to ${name}…` : `Continue with ${name}`}
        </button>
      ))}
      {problem ? (
        <p role="alert" className="text-sm text-danger">
          The site could not be reached. Check your connection and try again.
        </p>
      ) : null}
    </div>
  );
}
