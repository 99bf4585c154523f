/** @jsxImportSource preact */

import type { ComponentChildren } from 'preact';
import type { WidgetComponent, WidgetRoot } from '@/lib/chatkit/protocol';
import { Markdown } from '../markdown/markdown';

type Node = WidgetComponent | WidgetRoot;

/** Deeper trees are cut (spec element 4.2). */
const MAX_DEPTH = 64;

const words = (value: unknown): string => (typeof value === 'string' ? value : '');

function childrenOf({ children }: Node): WidgetComponent[] {
  if (!children) return [];
  return Array.isArray(children) ? children : [children];
}

function content(
  node: Node,
  key: number,
  depth: number,
  imageDomains: string[] | undefined,
): ComponentChildren {
  if (depth > MAX_DEPTH) return null;
  const props: Record<string, unknown> = node;
  const inner = childrenOf(node).map((child, at) => content(child, at, depth + 1, imageDomains));
  switch (node.type) {
    case 'Title':
      return (
        <p key={key} class="widget-title">
          {words(props.value)}
        </p>
      );
    case 'Text':
      return <p key={key}>{words(props.value)}</p>;
    case 'Caption':
      return (
        <p key={key} class="widget-caption">
          {words(props.value)}
        </p>
      );
    case 'Markdown':
      return (
        <Markdown
          key={key}
          source={words(props.value)}
          streaming={props.streaming === true}
          imageDomains={imageDomains}
        />
      );
    case 'Badge':
      return (
        <span key={key} class="chip">
          {words(props.label)}
        </span>
      );
    case 'Divider':
      return <hr key={key} />;
    case 'Row':
    case 'ListViewItem':
      return (
        <div key={key} class="widget-row">
          {inner}
        </div>
      );
    default:
      return (
        <div key={key} class="widget-column">
          {inner}
        </div>
      );
  }
}

/** What a widget says. Its controls do not work yet; their place is here. */
export function WidgetText({
  widget,
  imageDomains,
}: {
  widget: WidgetRoot;
  imageDomains: string[] | undefined;
}) {
  return (
    <div class={widget.type === 'Basic' ? 'widget plain' : 'widget'} part="widget">
      {content(widget, 0, 0, imageDomains)}
    </div>
  );
}
