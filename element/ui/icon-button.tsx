/** @jsxImportSource preact */
import type { Ref, TargetedMouseEvent } from 'preact';
import { useState } from 'preact/hooks';
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

/**
 * A button that shows only an icon: it has a name, and tells it on hover and focus. Once pressed it does not tell the same again
 * until the pointer comes back, so that the tip does not lie over what the press has brought.
 */
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
  const [told, setTold] = useState('');
  const classes = ['icon-button', extra, told === label && 'told'].filter(Boolean).join(' ');
  return (
    <button
      type="button"
      ref={buttonRef}
      class={classes}
      aria-label={label}
      aria-pressed={pressed}
      aria-expanded={expanded}
      aria-haspopup={popup}
      data-tip={label}
      onPointerDown={() => setTold(label)}
      onPointerLeave={() => setTold('')}
      {...rest}
    >
      <Icon name={icon} />
    </button>
  );
}
