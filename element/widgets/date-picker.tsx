/** @jsxImportSource preact */
import { controlHeight } from './control-size';
import { dateValue, dayOf } from './date-value';
import { flag, type NodeProps, words } from './read-props';
import { useAction } from './use-action';
import { useField } from './use-field';
import { useWidget } from './widget-scope';

/** A day, by the browser's own calendar: it knows the reader's language, first day of the week and keyboard. */
export function DatePicker({ node }: NodeProps) {
  const { disabled } = useWidget();
  const field = useField(node.name);
  const change = useAction(node.onChangeAction, 'none');
  const outline = node.variant !== 'soft' && node.variant !== 'ghost';
  return (
    <div class={flag(node.block) ? 'w-field block' : 'w-field'}>
      <input
        id={field.id}
        class={`w-input date ${outline ? 'outline' : 'soft'}${flag(node.pill) ? ' pill' : ''}`}
        style={{ '--w-h': controlHeight(node.size) }}
        type="date"
        data-field={field.name}
        defaultValue={dayOf(words(node.defaultValue))}
        min={dayOf(words(node.min)) || undefined}
        max={dayOf(words(node.max)) || undefined}
        // The browser's way to empty a date field is there unless it is required.
        required={node.clearable === false}
        disabled={disabled || flag(node.disabled)}
        aria-label={field.labelledBy ? undefined : words(node.placeholder) || field.name}
        {...field.watch}
        onChange={(event) =>
          change.fire(new Map([[field.name, dateValue(event.currentTarget.value) ?? null]]))
        }
      />
      {field.message}
    </div>
  );
}
