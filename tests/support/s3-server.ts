import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { S3Options } from '@/lib/files/s3-file-store';
import { bucketCors } from './bucket-cors';
import { type BucketAnswer, S3Bucket, s3Error } from './s3-bucket';
import { isSigned } from './s3-signature';

const KEY = { accessKeyId: 'a-test-key', secretAccessKey: 'the secret of the test key' };

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
 * A server of the S3 protocol on loopback, with one empty bucket, which lets pages in as `docs/deploy.md` tells to set it up, and
 * nobody without a signature of version 4, over length and type, too.
 *
 * @param pages origin of the pages that may put and get
 */
export async function startS3(pages = '*'): Promise<S3Server> {
  const name = 'robolearn';
  const bucket = new S3Bucket();
  const cors = bucketCors(pages);
  const seen: SeenRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const { method = '', url: target = '/', headers } = incoming;
    const { pathname, searchParams: query } = new URL(target, 'http://bucket');
    seen.push({ method, key: pathname, origin: headers.origin });
    const send = ({ status, headers: own, body = '' }: BucketAnswer) =>
      outgoing.writeHead(status, { ...own, 'content-length': Buffer.byteLength(body) }).end(body);
    if (method === 'OPTIONS') {
      const allowed = cors.preflight(headers);
      send(allowed ? { status: 200, headers: allowed } : s3Error(403, 'AccessForbidden'));
      return;
    }
    for (const [header, value] of Object.entries(cors.answer(method, headers)))
      outgoing.setHeader(header, value);
    if (!isSigned(incoming, KEY)) {
      outgoing.setHeader('connection', 'close');
      send(s3Error(403, 'SignatureDoesNotMatch'));
      return;
    }
    // Written whole or not at all: a client that leaves before its end has sent nothing.
    const body = await buffer(incoming).catch(() => undefined);
    if (!body) return;
    const [, asked = '', key = ''] = /^\/([^/]*)\/?(.*)$/.exec(decodeURIComponent(pathname)) ?? [];
    send(
      asked === name ? bucket.answer({ method, key, query, headers, body }) : s3Error(404, 'NoSuchBucket'),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const options = {
    bucket: name,
    region: 'us-east-1',
    endpoint: `http://localhost:${port}`,
    ...KEY,
  };
  return {
    options,
    env: {
      FILES_STORE: 's3',
      S3_BUCKET: name,
      S3_REGION: options.region,
      S3_ENDPOINT: options.endpoint,
      S3_ACCESS_KEY_ID: options.accessKeyId,
      S3_SECRET_ACCESS_KEY: options.secretAccessKey,
    },
    seen,
    keys: () => bucket.keys(),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
