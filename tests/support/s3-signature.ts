import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);

interface Signed {
  credential: string;
  headers: string;
  signature: string;
  date: string;
  /** Seconds; undefined for a request that is signed by a header. */
  expires: number | undefined;
  payload: string;
}

/** How far the clock of a request that is signed by a header may be off. */
const MAX_SKEW_MS = 15 * 60_000;

/**
 * Whether a request is signed with this key as Amazon's Signature Version 4 says, over every header that it lists, the host and
 * all that are Amazon's among them, and has not expired.
 */
export function isSigned(
  request: IncomingMessage,
  { accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string },
): boolean {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://host');
  const signed = signedByAddress(searchParams) ?? signedByHeader(request);
  if (!signed) return false;
  const { credential, headers, signature, date, expires, payload } = signed;
  const time = Date.parse(date.replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5'));
  const late = Date.now() - time;
  if (expires === undefined ? !(Math.abs(late) < MAX_SKEW_MS) : !(late < expires * 1000)) return false;
  const names = headers.split(';');
  const amazons = Object.keys(request.headers).filter((name) => name.startsWith('x-amz-'));
  if (!['host', ...amazons].every((name) => names.includes(name))) return false;
  const query = [...searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const lines = names.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const canonical = [request.method, pathname, query, lines.join(''), headers, payload].join('\n');
  const [id, ...scope] = credential.split('/');
  if (id !== accessKeyId) return false;
  const toSign = ['AWS4-HMAC-SHA256', date, scope.join('/'), sha256(canonical)].join('\n');
  const key = scope.reduce<string | Buffer>((before, part) => hmac(before, part), `AWS4${secretAccessKey}`);
  return hmac(key, toSign).toString('hex') === signature;
}

function signedByAddress(query: URLSearchParams): Signed | undefined {
  const signature = query.get('X-Amz-Signature');
  if (!signature) return undefined;
  return {
    signature,
    credential: query.get('X-Amz-Credential') ?? '',
    headers: query.get('X-Amz-SignedHeaders') ?? '',
    date: query.get('X-Amz-Date') ?? '',
    expires: Number(query.get('X-Amz-Expires')),
    payload: query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
  };
}

function signedByHeader({ headers }: IncomingMessage): Signed | undefined {
  const found = /Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
    headers.authorization ?? '',
  );
  if (!found) return undefined;
  const [, credential = '', names = '', signature = ''] = found;
  const payload = String(headers['x-amz-content-sha256']);
  return {
    credential,
    headers: names,
    signature,
    date: String(headers['x-amz-date']),
    expires: undefined,
    payload,
  };
}
