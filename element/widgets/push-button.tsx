/** @jsxImportSource preact */
import type { ComponentChildren } from 'preact';
import { useScope } from '../ui/chat-scope';
import type { Style } from './css-values';
import { type BoundAction, useWidget } from './widget-scope';

interface PushButtonProps {
  label: string;
  /** Name for a button that shows no label. */
  name?: string | undefined;
  color: string;
  variant: string;
  type: 'button' | 'submit';
  action: BoundAction;
  onClick: (() => void) | undefined;
  class?: string;
  style?: Style;
  disabled?: boolean;
  before?: ComponentChildren;
  after?: ComponentChildren;
}

/**
 * A button of a widget. While its action runs or has to wait it is disabled in look and effect only: a button that is
 * really disabled would lose the focus.
 */
export function PushButton(props: PushButtonProps) {
  const { label, name, color, variant, type, action, onClick, before, after } = props;
  const { words } = useScope();
  const { disabled } = useWidget();
  const idle = !action.blocked && !action.loading;
  return (
    <button
      type={type}
      class={`w-button ${variant} ${color} ${props.class ?? ''}`}
      style={props.style}
      aria-label={label === '' ? name : undefined}
      aria-disabled={idle ? undefined : true}
      aria-busy={action.loading || undefined}
      title={action.blocked ? words.waitForAnswer : undefined}
      disabled={disabled || props.disabled}
      onClick={(event) => {
        if (!idle) event.preventDefault();
        else onClick?.();
      }}
    >
      {action.loading ? <span class="spinner" aria-hidden="true" /> : before}
      {label !== '' && <span class="w-button-label">{label}</span>}
      {after}
    </button>
  );
}
