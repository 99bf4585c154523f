/** @jsxImportSource preact */
import type { TargetedEvent, TargetedFocusEvent, TargetedMouseEvent, TargetedPointerEvent } from 'preact';
import { useRef } from 'preact/hooks';
import { useScope } from '../ui/chat-scope';
import { followLink } from '../ui/follow-link';
import { useCard } from './card-scope';
import type { Citation } from './number-sources';
import { sourceUrl } from './source-url';

function CitationMark({ citation }: { citation: Citation }) {
  const { chat, words, settings } = useScope();
  const card = useCard();
  // Not every browser tells in a click what made it.
  const touched = useRef(false);
  const { number, source } = citation;
  const target = sourceUrl(source);
  const show = (event: TargetedEvent<HTMLElement>) => card.show({ citation, anchor: event.currentTarget });
  const shared = {
    class: 'citation',
    part: 'citation',
    'aria-label': words.source(number, source.title),
    onFocus: show,
    onBlur: (event: TargetedFocusEvent<HTMLElement>) => {
      // On its way into the card the focus must not close it.
      if (event.relatedTarget instanceof Element && event.relatedTarget.closest('.card')) card.stay();
      else card.close();
    },
    onPointerEnter: (event: TargetedPointerEvent<HTMLElement>) => {
      if (event.pointerType === 'mouse') show(event);
    },
    onPointerLeave: card.leave,
    onPointerDown: (event: TargetedPointerEvent<HTMLElement>) => {
      touched.current = event.pointerType === 'touch';
    },
  };
  const label = source.type === 'entity' && source.inline_label ? source.inline_label : number;
  if (!target) {
    const open = (event: TargetedMouseEvent<HTMLButtonElement>) => {
      show(event);
      if (source.type !== 'entity' || !source.interactive) return;
      const { id, title, group } = source;
      settings.options.entities?.onClick?.({ id, title, interactive: true, ...(group ? { group } : {}) });
    };
    return (
      <button type="button" {...shared} onClick={open}>
        {label}
      </button>
    );
  }
  const click = (event: TargetedMouseEvent<HTMLAnchorElement>) => {
    // A first tap shows the card, where the link stands; a mouse and a keyboard have seen it already.
    if (touched.current) {
      event.preventDefault();
      show(event);
      return;
    }
    followLink(chat, target.url, event, source);
  };
  const outside = target.sameOrigin ? {} : { target: '_blank', rel: 'noopener noreferrer' };
  return (
    <a href={target.url} {...outside} {...shared} onClick={click}>
      {label}
    </a>
  );
}

/** The marks at one place of the text. The joiner keeps them on the line of the word before. */
export function CitationMarks({ citations }: { citations: Citation[] }) {
  return (
    <span class="citations">
      {'\u2060'}
      {citations.map((citation) => (
        <CitationMark key={citation.number} citation={citation} />
      ))}
    </span>
  );
}
