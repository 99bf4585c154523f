/** @jsxImportSource preact */
import { createElement } from 'preact';
import { useRef } from 'preact/hooks';
import { controlHeight, gutter } from './control-size';
import { styleOf } from './css-values';
import { flag, type NodeProps, oneOf, words } from './read-props';
import { NO_AUTOFILL, useAutoFocus } from './use-auto-focus';
import { useField } from './use-field';
import { useWidget } from './widget-scope';

const TYPES = ['number', 'email', 'text', 'password', 'tel', 'url'] as const;

/** A field of one line. What the reader typed stays when the server draws the widget anew: only its default follows. */
export function Input({ node }: NodeProps) {
  const { disabled } = useWidget();
  const field = useField(node.name);
  const ref = useRef<HTMLInputElement>(null);
  useAutoFocus(ref, flag(node.autoFocus));
  // The props of an `<input>` differ by its type, which only the server knows.
  const props: Record<string, unknown> = {
    ref,
    id: field.id,
    class: `w-input ${oneOf(node.variant, ['soft', 'outline'], 'outline')}${flag(node.pill) ? ' pill' : ''}`,
    style: styleOf({ '--w-h': controlHeight(node.size), '--w-gutter': gutter(node.gutterSize) }),
    type: oneOf(node.inputType, TYPES, 'text'),
    'data-field': field.name,
    defaultValue: words(node.defaultValue),
    placeholder: words(node.placeholder) || undefined,
    required: flag(node.required),
    pattern: words(node.pattern) || undefined,
    disabled: disabled || flag(node.disabled),
    dir: 'auto',
    'aria-label': field.labelledBy ? undefined : words(node.placeholder) || field.name,
    onFocus: flag(node.autoSelect) ? () => ref.current?.select() : undefined,
    ...(flag(node.allowAutofillExtensions) ? {} : NO_AUTOFILL),
    ...field.watch,
  };
  return (
    <div class="w-field">
      {createElement('input', props)}
      {field.message}
    </div>
  );
}
