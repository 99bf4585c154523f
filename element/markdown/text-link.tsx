/** @jsxImportSource preact */
import type { Tokens } from 'marked';
import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { Link } from '../ui/link';
import { AllowedLinks, allowedLink } from './allowed-link';
import { decodeEntities } from './decode-entities';

/** A link of a text that a model wrote. One that may not be followed is its words and its address, as text. */
export function TextLink({ token, children }: { token: Tokens.Link; children: ComponentChildren }) {
  const allowed = useContext(AllowedLinks);
  const written = decodeEntities(token.href);
  const href = allowed ? allowedLink(written, allowed) : written;
  if (href !== undefined) return <Link href={href}>{children}</Link>;
  // Often the words are the address, as they are if it stands bare.
  const isBare = !token.raw.startsWith('[') || decodeEntities(token.text) === written;
  if (isBare) return <span class="address">{children}</span>;
  return (
    <>
      {children} (
      <bdi class="address" dir="ltr">
        {written}
      </bdi>
      )
    </>
  );
}
