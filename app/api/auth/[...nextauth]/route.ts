import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { ChatKitError } from '@/lib/chatkit/server/errors';
import { authOptions } from '@/lib/identity/auth-options';
import { originOptions } from '@/lib/identity/origin-options';
import { mayUseCookie } from '@/lib/identity/page-origin';
import { handleRoute } from '@/lib/observability/handle-route';
import { robolearn } from '@/lib/robolearn';

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

/** Built at each request, since a build does not know the environment. */
async function answer(request: NextRequest, context: Context): Promise<Response> {
  const { hasEnded } = await robolearn();
  return NextAuth(request, context, authOptions(hasEnded));
}

/**
 * Signs in and out, counted by the address. Only for our own pages, on top of NextAuth's token against forgery: nobody is to be
 * signed in as somebody else, or out, by a page elsewhere, and that includes sites that may embed the tutor.
 */
async function change(request: NextRequest, context: Context): Promise<Response> {
  const parts = await robolearn();
  const refusal = await refusalOf(request, parts.admitAddress);
  if (!refusal) return answer(request, context);
  return handleRoute(request, parts, async ({ note }) => {
    note({ operation: 'sign-in' });
    throw refusal.error;
  });
}

async function refusalOf(
  request: NextRequest,
  admitAddress: (request: Request) => Promise<unknown>,
): Promise<{ error: unknown } | undefined> {
  if (!mayUseCookie(request, { ...originOptions(), allowedOrigins: [] })) {
    return { error: new ChatKitError('forbidden', 'Please sign in on the site itself.') };
  }
  return admitAddress(request).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
}

export { answer as GET, change as POST };
