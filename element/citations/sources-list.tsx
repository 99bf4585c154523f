/** @jsxImportSource preact */
import { useId, useState } from 'preact/hooks';
import { Icon } from '../icons/icon';
import { useScope } from '../ui/chat-scope';
import { followLink } from '../ui/follow-link';
import type { Citation } from './number-sources';
import { SourceText } from './source-text';
import { sourceUrl } from './source-url';

function SourceRow({ citation }: { citation: Citation }) {
  const { chat } = useScope();
  const target = sourceUrl(citation.source);
  if (!target) {
    return (
      <div class="source">
        <SourceText citation={citation} />
      </div>
    );
  }
  const outside = target.sameOrigin ? {} : { target: '_blank', rel: 'noopener noreferrer' };
  return (
    <a
      class="source"
      href={target.url}
      {...outside}
      onClick={(event) => followLink(chat, target.url, event, citation.source)}
    >
      <SourceText citation={citation} />
    </a>
  );
}

/** Every source of a message, folded. */
export function SourcesList({ citations }: { citations: Citation[] }) {
  const { words } = useScope();
  const [open, setOpen] = useState(false);
  const id = useId();
  if (citations.length === 0) return null;
  return (
    <div class="sources" part="sources">
      <button
        type="button"
        class="disclosure"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Icon name="chevron-right" />
        {words.sources(citations.length)}
      </button>
      <ol id={id} hidden={!open}>
        {citations.map((citation) => (
          <li key={citation.number}>
            <SourceRow citation={citation} />
          </li>
        ))}
      </ol>
    </div>
  );
}
