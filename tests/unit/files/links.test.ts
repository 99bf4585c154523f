import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FileLinks } from '@/lib/files/file-links';
import { S3FileStore } from '@/lib/files/s3-file-store';

const ID = 'atc_0123456789abcdef01234567';
const alice = { userId: 'alice' };
const links = new FileLinks('a secret');

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T10:00:00Z'), toFake: ['Date'] });
});

afterEach(() => {
  vi.useRealTimers();
});

const request = (url: string) => new Request(url);

describe('a link of ours', () => {
  test('names its owner for five minutes, and then nobody', async () => {
    const url = await links.sign('preview', ID, alice, 'https://learn.example.org');
    expect(url).toMatch(
      new RegExp(`^https://learn\\.example\\.org/api/chatkit/attachments/${ID}/preview\\?token=`),
    );
    vi.setSystemTime(new Date('2026-11-23T10:04:59Z'));
    expect(await links.verify('preview', ID, request(url))).toEqual(alice);
    vi.setSystemTime(new Date('2026-11-23T10:05:01Z'));
    await expect(links.verify('preview', ID, request(url))).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is for one purpose, one file and one secret', async () => {
    const url = await links.sign('upload', ID, alice, 'https://learn.example.org');
    expect(await links.verify('upload', ID, request(url))).toEqual(alice);
    const refused = { code: 'forbidden', message: 'This link is no longer valid.' };
    await expect(links.verify('preview', ID, request(url))).rejects.toMatchObject(refused);
    await expect(links.verify('upload', `${ID.slice(0, -1)}8`, request(url))).rejects.toMatchObject(refused);
    await expect(new FileLinks('another').verify('upload', ID, request(url))).rejects.toMatchObject(refused);
    await expect(links.verify('upload', ID, request(url.split('?')[0] ?? ''))).rejects.toMatchObject(refused);
  });
});

describe('an address in a bucket', () => {
  const { direct } = new S3FileStore({
    bucket: 'school',
    region: 'eu-central-1',
    endpoint: undefined,
    accessKeyId: 'key',
    secretAccessKey: 'secret',
  });

  test('for an upload is signed for five minutes, one size and one type, apart from what was looked at', async () => {
    const { url, method, headers } = await direct.uploadTo(alice, ID, 1234, 'image/png');
    const { hostname, pathname, searchParams } = new URL(url);
    expect([method, headers, hostname]).toEqual([
      'PUT',
      { 'Content-Type': 'image/png' },
      'school.s3.eu-central-1.amazonaws.com',
    ]);
    expect(pathname).toMatch(new RegExp(`^/unchecked/[0-9a-f]{40}/${ID}$`));
    expect(searchParams.get('X-Amz-Expires')).toBe('300');
    expect(searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;content-type;host');
    expect(url).not.toContain('alice');
  });

  test('for a preview is signed for five minutes, for the small picture alone', async () => {
    const { pathname, searchParams } = new URL(await direct.previewAt(alice, ID));
    expect(pathname).toMatch(new RegExp(`^/previews/[0-9a-f]{40}/${ID}$`));
    expect(searchParams.get('X-Amz-Expires')).toBe('300');
    expect(searchParams.get('response-content-type')).toBe('image/webp');
  });
});
