/** @jsxImportSource preact */
import type { Tokens } from 'marked';
import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { Link } from '../ui/link';
import { AllowedLinks, allowedLink } from './allowed-link';
import { decodeEntities } from './decode-entities';
import { linkTarget } from './link-policy';

/** A link of a text that a model wrote. One that may not be followed is its words and its address, as text. */
export function TextLink({ token, children }: { token: Tokens.Link; children: ComponentChildren }) {
  const allowed = useContext(AllowedLinks);
  const written = decodeEntities(token.href);
  const href = allowed ? allowedLink(written, allowed) : written;
  if (href !== undefined && linkTarget(href, location.origin)) return <Link href={href}>{children}</Link>;
  // Of a bare address the words are the address.
  if (!token.raw.startsWith('[')) return <>{children}</>;
  return (
    <>
      {children} (<span class="address">{written}</span>)
    </>
  );
}
