import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import S3rver from '@20minutes/s3rver';
import type { S3Options } from '@/lib/files/s3-file-store';
import { bucketCors } from './bucket-cors';
import { isSigned } from './s3-signature';

const SECRET = 'S3RVER';

export interface SeenRequest {
  method: string;
  /** The path, with the bucket. */
  key: string;
  /** Of the page that asked; servers have none. */
  origin: string | undefined;
}

export interface S3Server {
  options: S3Options & { endpoint: string };
  /** The variables that a product needs to use it. */
  env: Record<string, string>;
  /** The keys of everything in the bucket. */
  keys(): string[];
  /** Everything that it was asked, in order. */
  seen: readonly SeenRequest[];
  stop(): Promise<void>;
}

/**
 * A server of the S3 protocol on loopback, with one empty bucket, which lets pages in as `docs/deploy.md` tells to set it up. It
 * does not check signatures of version 4 itself: what stands in front of it does, over length and type, too. Nor does it write
 * an object whole, as Amazon's does: what stands in front takes all of it first, and one after the other under each key.
 *
 * @param pages origin of the pages that may put and get
 */
export async function startS3(pages = '*'): Promise<S3Server> {
  const directory = mkdtempSync(path.join(tmpdir(), 'robolearn-s3-'));
  const bucket = 'robolearn';
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: bucket, configs: [bucketCors(pages)] }],
  });
  const { port: inner } = await server.run();
  const seen: SeenRequest[] = [];
  const inTurn = new Map<string, Promise<void>>();
  const guard = createServer(async (incoming, outgoing) => {
    const { method = '', url: target = '/', headers } = incoming;
    const key = new URL(target, 'http://bucket').pathname;
    seen.push({ method, key, origin: headers.origin });
    if (method !== 'OPTIONS' && !isSigned(incoming, SECRET)) {
      outgoing.writeHead(403, { connection: 'close' }).end();
      return;
    }
    const body = await buffer(incoming).catch(() => undefined);
    if (!body) return;
    const answered = async () => {
      const onward = request({ host: '127.0.0.1', port: inner, method, path: target, headers });
      onward.end(body);
      try {
        const [answer] = (await once(onward, 'response')) as [IncomingMessage];
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        await pipeline(answer, outgoing);
      } catch {
        outgoing.destroy();
      }
    };
    const turn = (inTurn.get(key) ?? Promise.resolve()).then(answered);
    inTurn.set(key, turn);
  });
  await new Promise<void>((resolve) => guard.listen(0, '127.0.0.1', resolve));
  const { port } = guard.address() as AddressInfo;
  const options = {
    bucket,
    region: 'us-east-1',
    endpoint: `http://localhost:${port}`,
    accessKeyId: 'S3RVER',
    secretAccessKey: SECRET,
  };
  return {
    options,
    env: {
      FILES_STORE: 's3',
      S3_BUCKET: bucket,
      S3_REGION: options.region,
      S3_ENDPOINT: options.endpoint,
      S3_ACCESS_KEY_ID: options.accessKeyId,
      S3_SECRET_ACCESS_KEY: options.secretAccessKey,
    },
    seen,
    keys: () =>
      readdirSync(path.join(directory, bucket), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('._S3rver_object'))
        .map((name) => name.slice(0, -'._S3rver_object'.length)),
    stop: async () => {
      guard.closeAllConnections();
      await new Promise((resolve) => guard.close(resolve));
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
