/** @jsxImportSource preact */
import type { Ref, TargetedMouseEvent } from 'preact';
import { Icon } from '../icons/icon';

interface IconButtonProps {
  icon: string;
  label: string;
  onClick: (event: TargetedMouseEvent<HTMLButtonElement>) => void;
  class?: string;
  part?: string;
  disabled?: boolean;
  pressed?: boolean;
  expanded?: boolean;
  popup?: 'menu' | 'dialog';
  buttonRef?: Ref<HTMLButtonElement>;
}

/** A button that shows only an icon: it has a name, and tells it on hover and focus. */
export function IconButton({
  icon,
  label,
  class: extra,
  buttonRef,
  pressed,
  expanded,
  popup,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      ref={buttonRef}
      class={extra ? `icon-button ${extra}` : 'icon-button'}
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-haspopup={popup}
      data-tip={label}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
