import { describe, expect, test } from 'vitest';
import { clientAddress, PEER_HEADER } from '@/lib/limits/client-address';

const from = (headers: Record<string, string>, hops = 0, vercel = false) =>
  clientAddress({ headers: new Headers(headers) }, { hops, vercel });

describe('where a request comes from', () => {
  test('without a proxy it is the connection, whatever the client claims', () => {
    const claimed = {
      'x-forwarded-for': '9.9.9.9',
      'x-real-ip': '9.9.9.9',
      'x-vercel-forwarded-for': '9.9.9.9',
    };
    expect(from({ ...claimed, [PEER_HEADER]: '192.0.2.1' })).toBe('192.0.2.1');
    expect(from(claimed)).toBe('unknown');
  });

  test('behind proxies it is what the outermost of them saw', () => {
    const headers = { [PEER_HEADER]: '10.0.0.2', 'x-forwarded-for': 'forged, 198.51.100.7, 10.0.0.1' };
    expect(from(headers, 2)).toBe('198.51.100.7');
    expect(from(headers, 1)).toBe('10.0.0.1');
  });

  test('on Vercel it is what the edge says', () => {
    expect(from({ 'x-vercel-forwarded-for': '198.51.100.7', 'x-forwarded-for': '9.9.9.9' }, 0, true)).toBe(
      '198.51.100.7',
    );
    expect(from({ 'x-real-ip': '198.51.100.8' }, 0, true)).toBe('198.51.100.8');
  });

  test.each([
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['somebody', 'unknown'],
    ['', 'unknown'],
    ['1.2.3.4, 5.6.7.8', 'unknown'],
  ])('%s counts as %s', (peer, address) => {
    expect(from({ [PEER_HEADER]: peer })).toBe(address);
  });
});
