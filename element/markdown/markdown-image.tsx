/** @jsxImportSource preact */
// biome-ignore-all lint/performance/noImgElement: there is no Next inside the element
import { useState } from 'preact/hooks';
import { Icon } from '../icons/icon';
import { useScope } from '../ui/chat-scope';
import { imageVerdict } from './image-policy';

/** An image of an answer, or, where it must not or cannot be fetched, its words and a way to see its address. */
export function MarkdownImage({
  src,
  alt,
  domains,
}: {
  src: string;
  alt: string;
  domains: string[] | undefined;
}) {
  const { words } = useScope();
  const [shown, setShown] = useState(false);
  const [broken, setBroken] = useState<string | null>(null);
  const verdict = imageVerdict(src, domains, location.origin);
  if (verdict.kind === 'show' && verdict.url !== broken) {
    return (
      <img
        src={verdict.url}
        alt={alt}
        loading="lazy"
        referrerpolicy="no-referrer"
        onError={() => setBroken(verdict.url)}
      />
    );
  }
  return (
    <span class="blocked-image">
      <Icon name="image" />
      <span>{alt || words.imageBlocked}</span>
      {verdict.url && !shown && (
        <button type="button" class="text-button" onClick={() => setShown(true)}>
          {words.showLink}
        </button>
      )}
      {shown && <span class="blocked-url">{verdict.url}</span>}
    </span>
  );
}
