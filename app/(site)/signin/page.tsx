import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { ProviderChoice } from '@/components/sign-in/provider-buttons';
import { safeCallback } from '@/components/sign-in/safe-callback';
import { SignInCard } from '@/components/sign-in/sign-in-card';
import { currentUser } from '@/lib/identity/current-user';
import { signInOptions } from '@/lib/identity/sign-in-options';
import { robolearn } from '@/lib/robolearn';

export const metadata: Metadata = {
  title: 'Sign in',
  description: 'Sign in to ask the tutor and to keep your conversations.',
  robots: { index: false },
};

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const params = await searchParams;
  const callback = safeCallback(first(params.callbackUrl), await siteOrigin());
  const { hasEnded } = await robolearn();
  if (await currentUser(hasEnded)) redirect(callback);

  const options = await signInOptions();
  const providers = options.filter((option): option is ProviderChoice => option.id !== 'demo');
  return (
    <main
      id="content"
      tabIndex={-1}
      className="mx-auto flex w-full max-w-[25rem] flex-1 flex-col justify-center px-5 py-16 outline-none"
    >
      <h1 className="text-[1.75rem] leading-tight font-semibold tracking-[-0.02em] text-ink">Sign in</h1>
      <p className="mt-2.5 mb-8 text-[0.9375rem] leading-relaxed text-muted">
        The lessons are open to everybody. Sign in to ask the tutor, and to find your conversations again.
      </p>
      <SignInCard
        demo={options.some(({ id }) => id === 'demo')}
        providers={providers}
        callback={callback}
        error={first(params.error)}
      />
    </main>
  );
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** The origin that the browser used; NextAuth names its callback in full. */
async function siteOrigin(): Promise<string> {
  const asked = await headers();
  const host = asked.get('x-forwarded-host') ?? asked.get('host') ?? 'localhost';
  return `${asked.get('x-forwarded-proto') ?? 'http'}://${host}`;
}
