/** @jsxImportSource preact */
import { createElement } from 'preact';
import { useContext } from 'preact/hooks';
import { Markdown } from '../markdown/markdown';
import { isRecord } from '../protocol/is-record';
import { useScope } from '../ui/chat-scope';
import { EditableText } from './editable-text';
import { fieldId, labelId } from './field-id';
import { flag, type NodeProps, oneOf, words } from './read-props';
import { CAPTION_SIZES, cutClass, TEXT_SIZES, TITLE_SIZES, textStyle } from './text-style';
import { FormContext, useScheme, useWidget } from './widget-scope';

/** Plain text: line breaks are kept, markup is not read. */
export function Text({ node }: NodeProps) {
  const style = textStyle(node, useScheme(), TEXT_SIZES);
  if (isRecord(node.editable)) return <EditableText node={node} field={node.editable} style={style} />;
  const cut = cutClass(node);
  const streaming = flag(node.streaming) ? ' streaming' : '';
  return (
    <p class={`w-text${cut.class}${streaming}`} style={style} title={cut.title} dir="auto">
      {words(node.value)}
    </p>
  );
}

export function Caption({ node }: NodeProps) {
  const cut = cutClass(node);
  const style = textStyle(node, useScheme(), CAPTION_SIZES);
  return (
    <p class={`w-text w-caption${cut.class}`} style={style} title={cut.title} dir="auto">
      {words(node.value)}
    </p>
  );
}

/** A heading of the conversation's outline, below the heading of its turn. */
export function Title({ node }: NodeProps) {
  const { headingLevel } = useScope();
  const cut = cutClass(node);
  const style = textStyle(node, useScheme(), TITLE_SIZES);
  return createElement(
    `h${Math.min(6, headingLevel + 2)}`,
    { class: `w-text w-title${cut.class}`, style, title: cut.title, dir: 'auto' },
    words(node.value),
  );
}

export function MarkdownView({ node }: NodeProps) {
  const { imageDomains } = useWidget();
  return (
    <div class="w-markdown">
      <Markdown source={words(node.value)} streaming={flag(node.streaming)} imageDomains={imageDomains} />
    </div>
  );
}

/** Names the field of that name in the same form. */
export function Label({ node }: NodeProps) {
  const { item } = useWidget();
  const form = useContext(FormContext);
  const name = words(node.fieldName);
  const place = form?.id ?? item.id;
  return (
    <label
      id={labelId(place, name)}
      for={fieldId(place, name)}
      class="w-label"
      style={textStyle({ weight: 'medium', size: 'sm', ...node }, useScheme(), TEXT_SIZES)}
    >
      {words(node.value)}
    </label>
  );
}

export function Badge({ node }: NodeProps) {
  const color = oneOf(
    node.color,
    ['secondary', 'success', 'danger', 'warning', 'info', 'discovery'],
    'secondary',
  );
  const variant = oneOf(node.variant, ['solid', 'soft', 'outline'], 'soft');
  const size = oneOf(node.size, ['sm', 'md', 'lg'], 'sm');
  const pill = flag(node.pill) ? ' pill' : '';
  return <span class={`w-badge ${variant} ${color} ${size}${pill}`}>{words(node.label)}</span>;
}
