import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { ChatKitError } from '@/lib/chatkit/server/errors';
import { errorResponse } from '@/lib/chatkit/server/handle-request';
import { authOptions } from '@/lib/identity/auth-options';
import { originOptions } from '@/lib/identity/origin-options';
import { mayUseCookie } from '@/lib/identity/page-origin';

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

/** Built at each request, since a build does not know the environment. */
function answer(request: NextRequest, context: Context): Promise<Response> {
  return NextAuth(request, context, authOptions());
}

/**
 * Signs in and out. Only for our own pages, on top of NextAuth's token against forgery: nobody is to be signed in as somebody
 * else, or out, by a page elsewhere, and that includes sites that may embed the tutor.
 */
async function change(request: NextRequest, context: Context): Promise<Response> {
  if (mayUseCookie(request, { ...originOptions(), allowedOrigins: [] })) return answer(request, context);
  return errorResponse(new ChatKitError('forbidden', 'Please sign in on the site itself.'));
}

export { answer as GET, change as POST };
