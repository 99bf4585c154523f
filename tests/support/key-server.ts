import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

export interface SigningKey {
  kid: string;
  alg: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  /** As the key server publishes it. */
  jwk: JWK;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

export async function signingKey(kid: string, alg = 'RS256'): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg } };
}

/** The sign-on in front of us, as far as it publishes keys; it can be told to answer anything else. */
export class KeyServer {
  static readonly issuer = 'https://auth.robolearn.test';
  static readonly audience = 'robolearn';

  published: JWK[] = [];
  requests = 0;
  private answer: Answer | undefined;

  private constructor(
    private readonly server: ReturnType<typeof createServer>,
    readonly url: string,
  ) {}

  static async start(...keys: SigningKey[]): Promise<KeyServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const keyServer = new KeyServer(server, `http://127.0.0.1:${port}/jwks`);
    keyServer.publish(...keys);
    server.on('request', (request, response) => {
      keyServer.requests += 1;
      if (keyServer.answer) keyServer.answer(request, response);
      else response.end(JSON.stringify({ keys: keyServer.published }));
    });
    return keyServer;
  }

  /** What the product is started with to trust this sign-on. */
  get env(): Record<string, string> {
    return {
      AUTH_JWKS_URL: this.url,
      AUTH_JWT_ISSUER: KeyServer.issuer,
      AUTH_JWT_AUDIENCE: KeyServer.audience,
    };
  }

  publish(...keys: SigningKey[]): void {
    this.published = keys.map(({ jwk }) => jwk);
  }

  /** Answers with something else than the keys, until called without a value. */
  misbehave(answer?: Answer): void {
    this.answer = answer;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** A good token of the sign-on. @param changes claims that are different; `undefined` leaves one out */
export function signToken(
  key: SigningKey,
  changes: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: KeyServer.issuer,
    aud: KeyServer.audience,
    sub: 'student-1',
    iat: now,
    exp: now + 300,
    ...changes,
  };
  const signer = new SignJWT(JSON.parse(JSON.stringify(claims)));
  return signer.setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(key.privateKey);
}
