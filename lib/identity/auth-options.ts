import type { NextAuthOptions } from 'next-auth';
import { decode } from 'next-auth/jwt';
import CredentialsProvider from 'next-auth/providers/credentials';
import GitHubProvider from 'next-auth/providers/github';
import GoogleProvider from 'next-auth/providers/google';
import type { Provider } from 'next-auth/providers/index';
import { config } from '../config';
import { demoUser } from './demo-user';
import type { HasEnded } from './ended-sessions';
import { appSecret } from './secret';
import { sessionSince } from './session-since';

/** NextAuth as the environment sets it up. Sessions are signed cookies; nothing about them is stored but that they have ended. */
export function authOptions(hasEnded: HasEnded): NextAuthOptions {
  return {
    secret: appSecret(),
    session: { strategy: 'jwt' },
    jwt: {
      decode: async (options) => {
        const token = await decode(options);
        return token?.sub && (await hasEnded(token.sub, sessionSince(token))) ? null : token;
      },
    },
    pages: { signIn: '/signin', error: '/signin' },
    providers: providers(),
    callbacks: {
      // The user id is the verified subject, told apart by who verified it.
      jwt: ({ token, account }) => ({
        ...token,
        ...(account && account.type !== 'credentials'
          ? { sub: `${account.provider}:${account.providerAccountId}` }
          : {}),
        since: account ? Date.now() : sessionSince(token),
      }),
      session: ({ session, token }) => ({ ...session, user: { ...session.user, id: token.sub } }),
    },
  };
}

function providers(): Provider[] {
  const { auth } = config();
  const enabled: Provider[] = [];
  if (auth.demo) {
    enabled.push(
      CredentialsProvider({
        id: 'demo',
        name: 'Demo',
        credentials: { name: { label: 'Your name', type: 'text' } },
        authorize: async (credentials) => demoUser(credentials?.name),
      }),
    );
  }
  if (auth.github) enabled.push(GitHubProvider(auth.github));
  if (auth.google) enabled.push(GoogleProvider(auth.google));
  if (auth.oidc) {
    enabled.push({
      id: 'oidc',
      name: 'RoboLearn account',
      type: 'oauth',
      wellKnown: `${auth.oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      clientId: auth.oidc.clientId,
      clientSecret: auth.oidc.clientSecret,
      authorization: { params: { scope: 'openid profile email' } },
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      profile: (claims: { sub: string; name?: string; email?: string }) => ({
        id: claims.sub,
        name: claims.name ?? claims.email ?? null,
        email: claims.email ?? null,
      }),
    });
  }
  return enabled;
}
