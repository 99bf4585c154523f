/** @jsxImportSource preact */
// biome-ignore-all lint/performance/noImgElement: there is no Next inside the element
import type { GeneratedImage as Image } from '@/lib/chatkit/protocol';
import { imageVerdict } from '../markdown/image-policy';
import { useScope } from '../ui/chat-scope';

interface GeneratedImageProps {
  image: Image | undefined;
  progress: number | undefined;
  running: boolean;
}

/** An image that the server drew, or the space it will take. */
export function GeneratedImage({ image, progress, running }: GeneratedImageProps) {
  const { words } = useScope();
  const verdict = image ? imageVerdict(image.url, undefined, location.origin) : null;
  return (
    <figure class="generated" part="generated-image">
      {verdict?.kind === 'show' ? (
        <img src={verdict.url} alt={words.generatedImage} referrerpolicy="no-referrer" />
      ) : (
        running && <span class="bone image-bone" role="status" aria-label={words.drawing} />
      )}
      {running && progress !== undefined && <progress value={progress} aria-label={words.drawing} />}
    </figure>
  );
}
