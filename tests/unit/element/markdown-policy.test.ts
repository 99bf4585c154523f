import { describe, expect, it } from 'vitest';
import { decodeEntities } from '@/element/markdown/decode-entities';
import { imageVerdict } from '@/element/markdown/image-policy';
import { linkTarget } from '@/element/markdown/link-policy';

const ORIGIN = 'https://school.example';

describe('linkTarget', () => {
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'java&#115;cript:alert(1)',
    'javascript&colon;alert(1)',
    'vbscript:x',
    'data:text/html,<script>1</script>',
    'file:///etc/passwd',
    'blob:https://school.example/1',
    '/lessons/1',
    'lessons',
    '//evil.example',
    '',
  ])('refuses %j', (href) => {
    expect(linkTarget(href, ORIGIN)).toBeNull();
  });

  it('tells pages of its own origin from others', () => {
    expect(linkTarget('https://school.example/a?b=1&amp;c=2', ORIGIN)).toEqual({
      kind: 'page',
      url: 'https://school.example/a?b=1&c=2',
      host: 'school.example',
      sameOrigin: true,
    });
    expect(linkTarget('http://other.example', ORIGIN)).toMatchObject({ kind: 'page', sameOrigin: false });
  });

  it('shows the real host of look-alike names', () => {
    expect(linkTarget('https://аpple.com', ORIGIN)).toMatchObject({ host: 'xn--pple-43d.com' });
  });

  it('takes mail and telephone links', () => {
    expect(linkTarget('mailto:a@b.example', ORIGIN)).toMatchObject({ kind: 'contact' });
    expect(linkTarget('tel:+471', ORIGIN)).toMatchObject({ kind: 'contact' });
  });

  it('reads deep links', () => {
    expect(linkTarget('chatkit-link://orders/open?id=42&tab=items', ORIGIN)).toEqual({
      kind: 'deeplink',
      name: 'orders/open',
      data: { id: '42', tab: 'items' },
    });
  });
});

describe('imageVerdict', () => {
  const verdict = (src: string, domains?: string[]) => imageVerdict(src, domains, ORIGIN).kind;

  it('without a list takes every secure host', () => {
    expect(verdict('https://any.example/a.png')).toBe('show');
    expect(verdict('http://any.example/a.png')).toBe('blocked');
    expect(verdict('https://school.example/a.png')).toBe('show');
  });

  it('with a list takes only its hosts, with an empty one none', () => {
    const domains = ['img.example', '*.cdn.example'];
    expect(verdict('https://img.example/a.png', domains)).toBe('show');
    expect(verdict('https://a.cdn.example/a.png', domains)).toBe('show');
    expect(verdict('https://cdn.example.evil.example/a.png', domains)).toBe('blocked');
    expect(verdict('https://evilcdn.example/a.png', domains)).toBe('blocked');
    expect(verdict('https://school.example/a.png', [])).toBe('blocked');
  });

  it('takes pictures as data, which call nobody, but no SVG and nothing else', () => {
    expect(verdict('data:image/png;base64,AAAA', [])).toBe('show');
    expect(verdict('data:image/svg+xml,<svg/>')).toBe('blocked');
    expect(verdict('data:text/html,x')).toBe('blocked');
    expect(verdict('javascript:alert(1)')).toBe('blocked');
  });
});

describe('decodeEntities', () => {
  it('reads names and numbers, and leaves what it does not know', () => {
    expect(decodeEntities('a &amp; b &lt;i&gt; &#8364; &#x1F916; &nope; &#0; AT&T')).toBe(
      'a & b <i> € 🤖 &nope; \ufffd AT&T',
    );
  });

  it('decodes once', () => {
    expect(decodeEntities('&amp;lt;')).toBe('&lt;');
  });
});
