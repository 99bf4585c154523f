import { createServer } from 'node:http';
import Provider from 'oidc-provider';
import { freePort } from './free-port';

export interface OidcServer {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Whether the provider still trades codes for tokens, which it does with the product, not with the browser. */
  answersTokens(does: boolean): void;
  stop(): Promise<void>;
}

/** A real OpenID Connect provider on loopback, with the sign-in pages of its development mode. */
export async function startOidcProvider(redirectUri: string): Promise<OidcServer> {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  const [clientId, clientSecret] = ['robolearn', 'a secret shared with the provider'];
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], profile: ['name'], email: ['email'] },
    // The claims ride in the ID token, where the product reads them.
    conformIdTokenClaims: false,
    cookies: { keys: ['the provider’s own key'] },
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ sub, name: `Student ${sub}`, email: `${sub}@example.org` }),
    }),
  });
  const callback = provider.callback();
  let answersTokens = true;
  const server = createServer((request, response) => {
    if (!answersTokens && request.url?.startsWith('/token')) request.socket.destroy();
    else void callback(request, response);
  });
  await new Promise<void>((resolve) => server.listen(port, 'localhost', resolve));
  return {
    issuer,
    clientId,
    clientSecret,
    answersTokens: (does) => {
      answersTokens = does;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
