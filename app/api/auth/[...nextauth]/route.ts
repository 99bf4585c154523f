import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { robolearn } from '@/lib/compose';
import { authOptions } from '@/lib/identity/auth-options';
import { handleRoute } from '@/lib/observability/handle-route';

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

/** Built at each request, since a build does not know the environment. */
function handler(request: NextRequest, context: Context): Promise<Response> {
  return NextAuth(request, context, authOptions());
}

/** What signs in or out is counted by its address. */
async function limitedHandler(request: NextRequest, context: Context): Promise<Response> {
  const { admitAddress, log } = await robolearn();
  const refusal = await admitAddress(request).catch((error: unknown) => ({ error }));
  if (refusal) {
    return handleRoute(request, log, async () => {
      throw refusal.error;
    });
  }
  return handler(request, context);
}

export { handler as GET, limitedHandler as POST };
