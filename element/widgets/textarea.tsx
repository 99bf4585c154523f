/** @jsxImportSource preact */
import { useRef } from 'preact/hooks';
import { gutter } from './control-size';
import { styleOf } from './css-values';
import { amount, flag, type NodeProps, oneOf, words } from './read-props';
import { NO_AUTOFILL, useAutoFocus } from './use-auto-focus';
import { useField } from './use-field';
import { useWidget } from './widget-scope';

/** Lines that a field without its own bound grows to. */
const MAX_ROWS = 10;

/** A field of several lines; it grows with what is written. */
export function Textarea({ node }: NodeProps) {
  const { disabled } = useWidget();
  const field = useField(node.name);
  const ref = useRef<HTMLTextAreaElement>(null);
  useAutoFocus(ref, flag(node.autoFocus));
  const rows = amount(node.rows) ?? 3;
  const grow = () => {
    const area = ref.current;
    if (!area || node.autoResize === false) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  return (
    <div class="w-field">
      <textarea
        ref={ref}
        id={field.id}
        class={`w-input area ${oneOf(node.variant, ['soft', 'outline'], 'outline')}`}
        style={styleOf({
          '--w-gutter': gutter(node.gutterSize),
          maxHeight: `calc(${Math.max(rows, amount(node.maxRows) ?? MAX_ROWS)} * 1.5em + 18px)`,
        })}
        rows={rows}
        data-field={field.name}
        defaultValue={words(node.defaultValue)}
        placeholder={words(node.placeholder) || undefined}
        required={flag(node.required)}
        disabled={disabled || flag(node.disabled)}
        dir="auto"
        aria-label={field.labelledBy ? undefined : words(node.placeholder) || field.name}
        onFocus={flag(node.autoSelect) ? () => ref.current?.select() : undefined}
        {...(flag(node.allowAutofillExtensions) ? {} : NO_AUTOFILL)}
        {...field.watch}
        onInput={() => {
          field.watch.onInput();
          grow();
        }}
      />
      {field.message}
    </div>
  );
}
