import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';
import type { S3Options } from '@/lib/files/s3-file-store';
import { isSigned } from './s3-signature';

const SECRET = 'S3RVER';

export interface S3Server {
  options: S3Options & { endpoint: string };
  /** The variables that a product needs to use it. */
  env: Record<string, string>;
  /** The keys of everything in the bucket. */
  keys(): string[];
  stop(): Promise<void>;
}

/** Pages of any origin may put and get, as the documentation tells to set up a bucket. */
const CORS = `<?xml version="1.0" encoding="UTF-8"?>
<CORSConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><CORSRule><AllowedOrigin>*</AllowedOrigin>
<AllowedMethod>GET</AllowedMethod><AllowedMethod>PUT</AllowedMethod><AllowedHeader>*</AllowedHeader></CORSRule></CORSConfiguration>`;

/**
 * A server of the S3 protocol on loopback, with one empty bucket. It does not check signatures of version 4 itself: what
 * stands in front of it does, over length and type, too.
 */
export async function startS3(): Promise<S3Server> {
  const directory = mkdtempSync(path.join(tmpdir(), 'robolearn-s3-'));
  const bucket = 'robolearn';
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: bucket, configs: [CORS] }],
  });
  const { port: inner } = await server.run();
  const guard = createServer((incoming, outgoing) => {
    const { method, url: target, headers } = incoming;
    if (method !== 'OPTIONS' && !isSigned(incoming, SECRET)) {
      outgoing.writeHead(403, { connection: 'close' }).end();
      return;
    }
    const onward = request({ host: '127.0.0.1', port: inner, method, path: target, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => guard.listen(0, '127.0.0.1', resolve));
  const { port } = guard.address() as AddressInfo;
  const options = {
    bucket,
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
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
