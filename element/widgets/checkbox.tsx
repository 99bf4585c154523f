/** @jsxImportSource preact */
import { flag, type NodeProps, words } from './read-props';
import { useAction } from './use-action';
import { useField } from './use-field';
import { useWidget } from './widget-scope';

export function Checkbox({ node }: NodeProps) {
  const { disabled } = useWidget();
  const field = useField(node.name);
  const change = useAction(node.onChangeAction, 'none');
  const label = words(node.label);
  return (
    <div class="w-field">
      <label class="w-choice">
        <input
          id={field.id}
          type="checkbox"
          data-field={field.name}
          defaultChecked={flag(node.defaultChecked)}
          required={flag(node.required)}
          disabled={disabled || flag(node.disabled)}
          aria-label={label === '' && !field.labelledBy ? field.name : undefined}
          {...field.watch}
          onChange={(event) => change.fire(new Map([[field.name, event.currentTarget.checked]]))}
        />
        {label !== '' && <span>{label}</span>}
      </label>
      {field.message}
    </div>
  );
}
