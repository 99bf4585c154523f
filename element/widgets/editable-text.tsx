/** @jsxImportSource preact */
import { useRef } from 'preact/hooks';
import type { Style } from './css-values';
import { amount, flag, type NodeProps, words } from './read-props';
import { NO_AUTOFILL, useAutoFocus } from './use-auto-focus';
import { useField } from './use-field';
import { useWidget } from './widget-scope';

/** Text that can be changed in place: it looks like text and is a field. */
export function EditableText(props: NodeProps & { field: Record<string, unknown>; style: Style }) {
  const { node, field, style } = props;
  const { disabled } = useWidget();
  const bound = useField(field.name);
  const ref = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null);
  useAutoFocus(ref, flag(field.autoFocus));
  const autocomplete = words(field.autoComplete);
  const shared = {
    ref: (element: HTMLInputElement | HTMLTextAreaElement | null) => {
      ref.current = element;
    },
    id: bound.id,
    class: 'w-editable',
    style,
    'data-field': bound.name,
    defaultValue: words(node.value),
    placeholder: words(field.placeholder) || undefined,
    required: flag(field.required),
    disabled,
    dir: 'auto' as const,
    'aria-label': bound.labelledBy ? undefined : words(field.placeholder) || bound.name,
    ...(flag(field.allowAutofillExtensions) ? {} : NO_AUTOFILL),
    ...(autocomplete === '' ? {} : { autocomplete }),
    ...bound.watch,
    onFocus: flag(field.autoSelect) ? () => ref.current?.select() : undefined,
  };
  const lines = amount(node.maxLines) ?? 1;
  return (
    <div class="w-field">
      {lines > 1 ? (
        <textarea {...shared} rows={Math.max(lines, amount(node.minLines) ?? 1)} />
      ) : (
        <input {...shared} type="text" pattern={words(field.pattern) || undefined} />
      )}
      {bound.message}
    </div>
  );
}
