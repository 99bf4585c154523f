import pLimit from 'p-limit';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { S3FileStore } from '@/lib/files/s3-file-store';
import { S3Bucket } from '../../support/s3-bucket';
import { type S3Server, startS3 } from '../../support/s3-server';

const alice = { userId: 'alice' };
const bytes = new Uint8Array([1, 2, 3]);
const file = { mimeType: 'text/plain', bytes };
const attachment = (number: number) => `atc_${String(number).padStart(24, '0')}`;

describe('a bucket with more files than one answer names', () => {
  let s3: S3Server;
  let store: S3FileStore;

  beforeAll(async () => {
    s3 = await startS3();
    store = new S3FileStore(s3.options);
    const numbers = Array.from({ length: 1_003 }, (_, number) => number);
    const inTurn = pLimit(8);
    await inTurn.map(numbers, (number) => store.put(alice, attachment(number), file));
  });

  afterAll(() => s3?.stop());

  test('is listed whole, each once', async () => {
    const listed: string[] = [];
    for await (const { attachmentId } of store.list()) listed.push(attachmentId);
    expect(listed).toHaveLength(1_003);
    expect(new Set(listed).size).toBe(1_003);
  });

  test('is emptied of a student', async () => {
    await store.put({ userId: 'bob' }, attachment(1), file);
    await store.deleteAllOf(alice);
    expect(s3.keys()).toEqual([expect.stringMatching(/^files\/.*\/atc_0+1$/)]);
  });
});

describe('the bucket of the tests', () => {
  let bucket: S3Bucket;

  beforeEach(() => {
    bucket = new S3Bucket();
  });

  const ask = (method: string, key: string, headers: Record<string, string> = {}, query = '', body = 'abc') =>
    bucket.answer({ method, key, headers, query: new URLSearchParams(query), body: Buffer.from(body) });
  const put = (key: string, headers: Record<string, string> = {}) =>
    ask('PUT', key, { 'content-length': '3', ...headers }).status;

  test('takes no body that is not what its headers say, and keeps nothing of it', () => {
    expect(put('a', { 'x-amz-content-sha256': '0'.repeat(64) })).toBe(400);
    expect(put('a', { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' })).toBe(400);
    expect(put('a', { 'x-amz-checksum-crc32': 'AAAAAA==' })).toBe(400);
    expect(put('a'.repeat(1_025))).toBe(400);
    expect(ask('PUT', 'a').status).toBe(411);
    expect(bucket.keys()).toEqual([]);
    // The checks of "abc", as their algorithms give them.
    expect(put('a', { 'content-md5': 'kAFQmDzST7DWlj99KOF/cg==', 'x-amz-checksum-crc32': 'NSRBwg==' })).toBe(
      200,
    );
    expect(bucket.keys()).toEqual(['a']);
  });

  test('deletes a list with a checksum only', () => {
    put('a&b');
    const list = '<Delete><Object><Key>a&amp;b</Key></Object></Delete>';
    expect(ask('POST', '', {}, 'delete', list).status).toBe(400);
    expect(bucket.keys()).toEqual(['a&b']);
  });

  test('refuses what it does not know', () => {
    put('a');
    for (const [method, key, headers, query] of [
      ['HEAD', 'a', {}, ''],
      ['GET', 'a', { range: 'bytes=0-1' }, ''],
      ['GET', '', {}, ''],
      ['GET', '', {}, 'list-type=2&delimiter=/'],
      ['PUT', 'b', { 'content-length': '3', 'x-amz-copy-source': '/robolearn/a' }, ''],
    ] as const) {
      expect(ask(method, key, headers, query).status).toBe(501);
    }
  });
});
