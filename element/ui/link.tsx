/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { Icon } from '../icons/icon';
import { linkTarget } from '../markdown/link-policy';
import { useScope } from './chat-scope';
import { followLink } from './follow-link';

/** A link. What the policy refuses is shown as its words only. */
export function Link({
  href,
  class: extra,
  children,
}: {
  href: string;
  class?: string;
  children: ComponentChildren;
}) {
  const { chat, words } = useScope();
  const target = linkTarget(href, location.origin);
  if (!target) return <>{children}</>;
  switch (target.kind) {
    case 'deeplink': {
      const open = () => chat.emit('chatkit.deeplink', { name: target.name, data: target.data });
      return (
        <button type="button" class="deeplink" onClick={open}>
          {children}
          <Icon name="external" />
        </button>
      );
    }
    case 'contact':
      return (
        <a href={target.url} class={extra}>
          {children}
        </a>
      );
    case 'page':
      return (
        <a
          href={target.url}
          class={extra}
          title={words.linkTo(target.host)}
          target={target.sameOrigin ? undefined : '_blank'}
          rel={target.sameOrigin ? undefined : 'noopener noreferrer'}
          onClick={(event) => followLink(chat, target.url, event)}
        >
          {children}
        </a>
      );
  }
}
