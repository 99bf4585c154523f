/** @jsxImportSource preact */
import { flag, type NodeProps, oneOf, optionsOf, words } from './read-props';
import { useAction } from './use-action';
import { useField } from './use-field';
import { useWidget } from './widget-scope';

export function RadioGroup({ node }: NodeProps) {
  const { disabled } = useWidget();
  const field = useField(node.name);
  const change = useAction(node.onChangeAction, 'none');
  const chosen = words(node.defaultValue);
  const name = words(node.ariaLabel);
  return (
    <div class="w-field">
      <div
        class={`w-choices ${oneOf(node.direction, ['row', 'col'], 'col')}`}
        role="radiogroup"
        aria-label={name !== '' || !field.labelledBy ? name || field.name : undefined}
        aria-labelledby={name === '' ? field.labelledBy : undefined}
        aria-required={flag(node.required) || undefined}
        aria-describedby={field.watch['aria-describedby']}
      >
        {optionsOf(node.options).map((option, at) => (
          <label key={option.value} class="w-choice">
            <input
              // The label of the group leads to its first option.
              id={at === 0 ? field.id : undefined}
              type="radio"
              name={field.id}
              value={option.value}
              data-field={field.name}
              defaultChecked={option.value === chosen}
              required={flag(node.required)}
              disabled={disabled || flag(node.disabled) || option.disabled}
              onInvalid={field.watch.onInvalid}
              onInput={field.watch.onInput}
              onChange={() => change.fire(new Map([[field.name, option.value]]))}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {field.message}
    </div>
  );
}
