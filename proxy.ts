import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { EARLY_SCRIPT } from '@/components/site/early-script';
import { ChatKitError } from '@/lib/chatkit/server/errors';
import { errorResponse } from '@/lib/chatkit/server/handle-request';
import { config as readConfig } from '@/lib/config';
import { fileOrigins } from '@/lib/files/file-origins';
import { contentSecurityPolicy } from '@/lib/identity/content-security-policy';
import { builtInlineScripts, hashSource } from '@/lib/identity/inline-scripts';
import { originOptions } from '@/lib/identity/origin-options';
import { mayUseCookie } from '@/lib/identity/page-origin';

/** Pages, and nothing else: the body of an API request would be copied here, and files need no policy. */
export const config = { matcher: ['/((?!api(?:/|$)|chatkit|_next/).*)'] };

const READS = ['GET', 'HEAD'];
const CHAT_SCRIPT = process.env.NEXT_PUBLIC_CHATKIT_SCRIPT;

/** Gives every page its content security policy, and keeps pages elsewhere from sending forms and actions with a student's cookie. */
export function proxy(request: NextRequest): Response {
  if (!READS.includes(request.method) && !mayUseCookie(request, { ...originOptions(), allowedOrigins: [] })) {
    return errorResponse(new ChatKitError('forbidden', 'This page may not do that here.'));
  }
  const policy = policyFor(request);
  // Next reads the nonce of a page that it makes now from the policy of the request.
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('Content-Security-Policy', policy);
  return response;
}

function policyFor(request: NextRequest): string {
  const development = !readConfig().production;
  return contentSecurityPolicy({
    scripts: scriptSources(request.nextUrl.pathname, development),
    fileOrigins: fileOrigins(readConfig().files.store),
    chatScriptOrigin: CHAT_SCRIPT && URL.canParse(CHAT_SCRIPT) ? new URL(CHAT_SCRIPT).origin : undefined,
    https: request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https',
    development,
  });
}

/** A page that was made at build time has the hashes of its scripts; one that is made now has a nonce. */
function scriptSources(pathname: string, development: boolean): string[] {
  const nonce = () => `'nonce-${randomBytes(16).toString('base64')}'`;
  if (development) return [nonce(), hashSource(EARLY_SCRIPT)];
  const pages = builtInlineScripts();
  const failed = pages['/500'] ?? [];
  const own = pages[pathname] ?? pages[decoded(pathname)];
  if (own) return [...own, ...failed];
  return [nonce(), hashSource(EARLY_SCRIPT), ...(pages['/404'] ?? []), ...failed];
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
