'use client';

import { signIn } from 'next-auth/react';
import { type FormEvent, useId, useState } from 'react';
import { useHydrated } from '@/components/site/use-hydrated';
import { MAX_NAME } from '@/lib/identity/demo-user';
import { signInProblem } from './sign-in-problem';

/** Sign in with just a name, where a deployment allows it. Stays on the page. */
export function DemoSignIn(props: {
  initialName?: string | undefined;
  onSignedIn?: (() => void) | undefined;
}) {
  const { initialName = '', onSignedIn } = props;
  const id = useId();
  const [name, setName] = useState(initialName);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const hydrated = useHydrated();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const wanted = name.trim();
    if (!wanted) return setProblem('Please enter a name.');
    setBusy(true);
    setProblem(undefined);
    try {
      // NextAuth reads its verdict from the address it would go to: by default this one, which may carry an old error.
      const result = await signIn('demo', { name: wanted, redirect: false, callbackUrl: '/' });
      if (result?.ok && !result.error) onSignedIn?.();
      else setProblem(signInProblem(result?.error ?? undefined));
    } catch {
      setProblem('The site could not be reached. Check your connection and try again.');
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} noValidate>
      <fieldset disabled={!hydrated} className="flex flex-col gap-3">
        <label htmlFor={id} className="text-sm font-medium text-ink">
          Your name
        </label>
        <input
          id={id}
          name="name"
          className="field"
          autoComplete="nickname"
          maxLength={MAX_NAME}
          placeholder="What the tutor should call you"
          value={name}
          onChange={(event) => setName(event.target.value)}
          aria-invalid={problem !== undefined}
          aria-describedby={problem ? `${id}-problem` : undefined}
        />
        {problem ? (
          <p id={`${id}-problem`} role="alert" className="text-sm text-danger">
            {problem}
          </p>
        ) : null}
        <button type="submit" className="btn btn-primary" disabled={busy}>
          {busy ? 'Signing in…' : 'Continue'}
        </button>
      </fieldset>
    </form>
  );
}
