import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedLink as inElement } from '@/element/markdown/allowed-link';
import { allowedLink as onServer } from '@/lib/chatkit/links/allowed-links';
import { MARKDOWN_FRAGMENTS } from '../../../support/hostile-texts/markdown-fragments';
import { CASES_ALLOWED, LINK_CASES } from '../../../support/links/link-cases';

describe.each([
  ['the server', onServer],
  ['the element', inElement],
])('which links %s allows', (_where, allowedLink) => {
  it.each(LINK_CASES)('%s: %j', (_name, href, target) => {
    expect(allowedLink(href, CASES_ALLOWED) ?? null).toBe(target);
  });

  it('has none when nothing is allowed', () => {
    for (const [, href] of LINK_CASES) expect(allowedLink(href, [])).toBeUndefined();
  });

  it('takes a host as it is written in the list, in capitals or not', () => {
    expect(allowedLink('https://docs.ros.org/a', ['Docs.ROS.org'])).toBe('https://docs.ros.org/a');
  });
});

it('is one rule on the server and in the element', () => {
  const address = fc
    .array(fc.constantFrom(...MARKDOWN_FRAGMENTS, 'https://learn.test/docs/', 'docs.ros.org', '#', '%2f'), {
      minLength: 1,
      maxLength: 5,
    })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(address, (href) => {
      expect(inElement(href, CASES_ALLOWED)).toBe(onServer(href, CASES_ALLOWED));
    }),
    { numRuns: 2_000 },
  );
});
