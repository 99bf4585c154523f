import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { crc32 } from 'node:zlib';

interface StoredObject {
  bytes: Buffer;
  headers: OutgoingHttpHeaders;
  modified: Date;
}

export interface BucketRequest {
  method: string;
  /** Without the bucket; empty for the bucket itself. */
  key: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface BucketAnswer {
  status: number;
  headers?: OutgoingHttpHeaders;
  body?: Buffer | string;
}

const MAX_KEYS = 1_000;
const MAX_KEY_BYTES = 1_024;

/** Of a stored object, with the parameter that asks for another value in one answer. */
const OBJECT_HEADERS = ['content-type', 'content-disposition', 'cache-control'];

/** Beside those of the signature. */
const LISTING = ['list-type', 'prefix', 'continuation-token', 'max-keys', 'x-id'];

const hash = (name: string, bytes: Buffer) => createHash(name).update(bytes);

const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const unescapeXml = (text: string) =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

const xml = (status: number, root: string, content: string): BucketAnswer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><${root}>${content}</${root}>`,
});

export const s3Error = (status: number, code: string): BucketAnswer =>
  xml(status, 'Error', `<Code>${code}</Code><Message>${code}</Message>`);

/**
 * A bucket in memory, with what the product asks of one: objects put, got, deleted, listed, and deleted by the list. It refuses
 * everything else, and what Amazon's refuses: bodies without a length or unlike their checksums, and long keys and lists.
 */
export class S3Bucket {
  private readonly objects = new Map<string, StoredObject>();

  keys(): string[] {
    return [...this.objects.keys()].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  }

  answer({ method, key, query, headers, body }: BucketRequest): BucketAnswer {
    const refused = refusal(headers, body);
    if (refused) return refused;
    if (Buffer.byteLength(key) > MAX_KEY_BYTES) return s3Error(400, 'KeyTooLongError');
    if (key === '' && method === 'GET' && query.get('list-type') === '2') return this.list(query);
    if (key === '' && method === 'POST' && query.has('delete')) return this.deleteListed(headers, `${body}`);
    if (key !== '' && method === 'PUT') return this.put(key, headers, body);
    if (key !== '' && method === 'GET' && !headers.range) return this.get(key, query);
    if (key !== '' && method === 'DELETE') {
      this.objects.delete(key);
      return { status: 204 };
    }
    return s3Error(501, 'NotImplemented');
  }

  private put(key: string, headers: IncomingHttpHeaders, bytes: Buffer): BucketAnswer {
    if (headers['content-length'] === undefined) return s3Error(411, 'MissingContentLength');
    if (headers['content-encoding'] !== undefined || headers['x-amz-copy-source'] !== undefined) {
      return s3Error(501, 'NotImplemented');
    }
    const etag = `"${hash('md5', bytes).digest('hex')}"`;
    const own = OBJECT_HEADERS.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []));
    this.objects.set(key, { bytes, modified: new Date(), headers: { ...Object.fromEntries(own), etag } });
    return { status: 200, headers: { etag } };
  }

  private get(key: string, query: URLSearchParams): BucketAnswer {
    const found = this.objects.get(key);
    if (!found) return s3Error(404, 'NoSuchKey');
    const asked = OBJECT_HEADERS.flatMap((name) => {
      const value = query.get(`response-${name}`);
      return value === null ? [] : [[name, value]];
    });
    const headers = { ...found.headers, ...Object.fromEntries(asked) };
    return {
      status: 200,
      headers: {
        'content-type': 'binary/octet-stream',
        ...headers,
        'last-modified': found.modified.toUTCString(),
      },
      body: found.bytes,
    };
  }

  private list(query: URLSearchParams): BucketAnswer {
    if ([...query.keys()].some((name) => !LISTING.includes(name))) return s3Error(501, 'NotImplemented');
    const token = query.get('continuation-token');
    const after = token === null ? '' : Buffer.from(token, 'base64url').toString();
    if (token !== null && Buffer.from(after).toString('base64url') !== token)
      return s3Error(400, 'InvalidArgument');
    const keys = this.keys();
    const rest = keys
      .slice(token === null ? 0 : keys.findLastIndex((key) => !isAfter(key, after)) + 1)
      .filter((key) => key.startsWith(query.get('prefix') ?? ''));
    const page = rest.slice(0, Math.min(MAX_KEYS, Number(query.get('max-keys') ?? MAX_KEYS)));
    const contents = page.map((key) => {
      const { modified, bytes } = this.objects.get(key) ?? { modified: new Date(0), bytes: Buffer.alloc(0) };
      return `<Contents><Key>${escapeXml(key)}</Key><LastModified>${modified.toISOString()}</LastModified><Size>${bytes.length}</Size></Contents>`;
    });
    const truncated = page.length < rest.length;
    const next = truncated ? Buffer.from(page.at(-1) ?? '').toString('base64url') : '';
    return xml(
      200,
      'ListBucketResult',
      `<KeyCount>${page.length}</KeyCount><IsTruncated>${truncated}</IsTruncated>${contents.join('')}${next && `<NextContinuationToken>${next}</NextContinuationToken>`}`,
    );
  }

  private deleteListed(headers: IncomingHttpHeaders, body: string): BucketAnswer {
    // Amazon's takes such a list only with a checksum; what it says was looked at before.
    if (!headers['content-md5'] && !headers['x-amz-checksum-crc32']) return s3Error(400, 'InvalidRequest');
    const keys = [...body.matchAll(/<Object>\s*<Key>([^<]+)<\/Key>\s*<\/Object>/g)].map(([, key = '']) =>
      unescapeXml(key),
    );
    if (keys.length === 0 || keys.length > MAX_KEYS) return s3Error(400, 'MalformedXML');
    for (const key of keys) this.objects.delete(key);
    const quiet = /<Quiet>true<\/Quiet>/.test(body);
    const deleted = keys.map((key) => `<Deleted><Key>${escapeXml(key)}</Key></Deleted>`);
    return xml(200, 'DeleteResult', quiet ? '' : deleted.join(''));
  }
}

const isAfter = (key: string, other: string) => Buffer.compare(Buffer.from(key), Buffer.from(other)) > 0;

/** A body is what its headers say, or it is refused. */
function refusal(headers: IncomingHttpHeaders, body: Buffer): BucketAnswer | undefined {
  const sha256 = headers['x-amz-content-sha256'];
  if (typeof sha256 === 'string' && sha256 !== 'UNSIGNED-PAYLOAD') {
    if (sha256.startsWith('STREAMING-')) return s3Error(501, 'NotImplemented');
    if (sha256 !== hash('sha256', body).digest('hex')) return s3Error(400, 'XAmzContentSHA256Mismatch');
  }
  const md5 = headers['content-md5'];
  if (md5 !== undefined && md5 !== hash('md5', body).digest('base64')) return s3Error(400, 'BadDigest');
  const crc = headers['x-amz-checksum-crc32'];
  if (crc === undefined) return undefined;
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return crc === sum.toString('base64') ? undefined : s3Error(400, 'BadDigest');
}
