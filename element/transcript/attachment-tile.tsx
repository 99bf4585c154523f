/** @jsxImportSource preact */
// biome-ignore-all lint/performance/noImgElement: there is no Next inside the element
import type { Attachment } from '@openai/chatkit';
import { useState } from 'preact/hooks';
import { Icon } from '../icons/icon';
import { imageVerdict } from '../markdown/image-policy';

const kindOf = (name: string, mime: string): string => {
  const dot = name.lastIndexOf('.');
  return (dot > 0 ? name.slice(dot + 1) : (mime.split('/')[1] ?? '')).toUpperCase().slice(0, 6);
};

const localPreview = (url: string): boolean => url.startsWith('blob:');

/** A picture, or a tile with name and kind; a picture whose address has expired becomes a tile, too. */
export function AttachmentTile({ attachment }: { attachment: Attachment }) {
  const [broken, setBroken] = useState(false);
  const { name, mime_type } = attachment;
  if (attachment.type === 'image' && !broken) {
    const preview = attachment.preview_url ?? '';
    const verdict = imageVerdict(preview, undefined, location.origin);
    const url = localPreview(preview) ? preview : verdict.kind === 'show' ? verdict.url : null;
    if (url) {
      return (
        <img
          class="thumbnail"
          src={url}
          alt={name}
          title={name}
          referrerpolicy="no-referrer"
          onError={() => setBroken(true)}
        />
      );
    }
  }
  return (
    <span class="file" title={name}>
      <Icon name={attachment.type === 'image' ? 'image' : 'document'} />
      <span class="file-name">{name}</span>
      <span class="file-kind">{kindOf(name, mime_type)}</span>
    </span>
  );
}
