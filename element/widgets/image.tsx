/** @jsxImportSource preact */
// biome-ignore-all lint/performance/noImgElement: there is no Next inside the element
import { useState } from 'preact/hooks';
import { Icon } from '../icons/icon';
import { imageVerdict } from '../markdown/image-policy';
import { useScope } from '../ui/chat-scope';
import { backgroundStyle, blockStyle } from './box-style';
import { styleOf } from './css-values';
import { flag, type NodeProps, oneOf, words } from './read-props';
import { useScheme } from './widget-scope';

const FITS = ['cover', 'contain', 'fill', 'scale-down', 'none'] as const;

/** `top left`, `center`, …: two words of the list at most. */
const POSITION = /^(top|bottom|left|right|center)( (left|right|center))?$/;

/** A picture that the policy lets through; otherwise its words, in the place it would have taken. */
export function ImageView({ node }: NodeProps) {
  const { words: say } = useScope();
  const scheme = useScheme();
  const [broken, setBroken] = useState<string | null>(null);
  const verdict = imageVerdict(words(node.src), undefined, location.origin);
  const alt = words(node.alt);
  const kind = `w-image${flag(node.frame) ? ' frame' : ''}${flag(node.flush) ? ' flush' : ''}`;
  const style = {
    ...blockStyle(node),
    ...backgroundStyle(node.background, scheme),
    ...styleOf({
      objectFit: oneOf(node.fit, FITS, undefined),
      objectPosition: POSITION.test(words(node.position)) ? words(node.position) : undefined,
    }),
  };
  if (verdict.kind === 'show' && verdict.url !== broken) {
    return (
      <img
        class={kind}
        style={style}
        src={verdict.url}
        alt={alt}
        loading="lazy"
        referrerpolicy="no-referrer"
        onError={() => setBroken(verdict.url)}
      />
    );
  }
  return (
    <span class={`${kind} missing`} style={style}>
      <Icon name="image" />
      <span class={alt === '' ? 'hidden-text' : undefined}>{alt || say.imageBlocked}</span>
    </span>
  );
}
