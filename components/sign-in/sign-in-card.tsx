'use client';

import { useRouter } from 'next/navigation';
import { DemoSignIn } from './demo-sign-in';
import { ProviderButtons, type ProviderChoice } from './provider-buttons';
import { signInProblem } from './sign-in-problem';

/** Every way to sign in that this deployment offers. */
export function SignInCard(props: {
  demo: boolean;
  providers: ProviderChoice[];
  callback: string;
  error: string | undefined;
}) {
  const router = useRouter();
  const { demo, providers, callback, error } = props;
  return (
    <div className="flex flex-col gap-6">
      {error ? (
        <p
          role="alert"
          className="rounded-md bg-danger-soft px-3.5 py-2.5 text-sm leading-relaxed text-danger"
        >
          {signInProblem(error)}
        </p>
      ) : null}
      {demo ? (
        <DemoSignIn
          onSignedIn={() => {
            // Pages that asked for the user on the server, such as the profile, were kept without one. Before the
            // way there, not after it: what the student begins to do on that page must not be drawn anew.
            router.refresh();
            router.replace(callback);
          }}
        />
      ) : null}
      {demo && providers.length > 0 ? (
        <div className="flex items-center gap-3 text-sm text-muted">
          <span className="h-px flex-1 bg-line" />
          or
          <span className="h-px flex-1 bg-line" />
        </div>
      ) : null}
      {providers.length > 0 ? <ProviderButtons providers={providers} callback={callback} /> : null}
      {!demo && providers.length === 0 ? (
        <p className="text-[0.9375rem] leading-relaxed text-muted">
          Signing in is not set up on this site yet. You can read every lesson without it.
        </p>
      ) : null}
    </div>
  );
}
