import { Info, Lightbulb, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

const ICONS = { note: Info, tip: Lightbulb, warning: TriangleAlert, danger: OctagonAlert };

function isTone(value: string | undefined): value is keyof typeof ICONS {
  return value !== undefined && value in ICONS;
}

/** A note, a tip or a warning beside the text. */
export function Callout(props: { 'data-tone'?: string; 'data-title'?: string; children?: ReactNode }) {
  const tone = isTone(props['data-tone']) ? props['data-tone'] : 'note';
  const title = props['data-title'];
  const Icon = ICONS[tone];
  return (
    <aside className="callout" role="note" data-tone={tone} aria-label={title}>
      <p className="callout-title">
        <Icon size={16} strokeWidth={2.2} aria-hidden />
        {title}
      </p>
      <div className="callout-body">{props.children}</div>
    </aside>
  );
}
