/** @jsxImportSource preact */
// biome-ignore-all lint/performance/noImgElement: there is no Next inside the element
import { useState } from 'preact/hooks';
import { Icon } from '../icons/icon';
import { imageVerdict } from '../markdown/image-policy';
import { isRecord } from '../protocol/is-record';
import { flag, words } from './read-props';

export const statusText = (status: unknown): string => (isRecord(status) ? words(status.text) : '');

/** The line above a card or a list: whose it is. */
export function StatusLine({ status }: { status: unknown }) {
  const [broken, setBroken] = useState(false);
  const text = statusText(status);
  if (!isRecord(status) || text === '') return null;
  const verdict = imageVerdict(words(status.favicon), undefined, location.origin);
  const icon = words(status.icon);
  return (
    <p class="w-status">
      {verdict.kind === 'show' && !broken ? (
        <img
          class={flag(status.frame) ? 'w-favicon frame' : 'w-favicon'}
          src={verdict.url}
          alt=""
          referrerpolicy="no-referrer"
          onError={() => setBroken(true)}
        />
      ) : (
        icon !== '' && <Icon name={icon} />
      )}
      <span>{text}</span>
    </p>
  );
}
