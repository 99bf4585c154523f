/** @jsxImportSource preact */
import { useContext } from 'preact/hooks';
import { Icon } from '../icons/icon';
import { controlHeight } from './control-size';
import { isValid } from './form-values';
import { ICON_SIZES } from './icon-view';
import { PushButton } from './push-button';
import { entryOf, flag, type NodeProps, oneOf, words } from './read-props';
import { useAction } from './use-action';
import { FormContext } from './widget-scope';

const COLORS = [
  'primary',
  'secondary',
  'info',
  'discovery',
  'success',
  'caution',
  'warning',
  'danger',
] as const;
const VARIANTS = ['solid', 'soft', 'outline', 'ghost'] as const;

const spoken = (icon: string): string => icon.replace(/^(lucide|vendor):/, '').replaceAll('-', ' ');

export function Button({ node }: NodeProps) {
  const form = useContext(FormContext);
  const own = useAction(node.onClickAction, 'self');
  const label = words(node.label);
  const [start, end] = [words(node.iconStart), words(node.iconEnd)];
  const primary = node.style === 'primary';
  const submits = flag(node.submit);
  // The form's own action is what submitting means; without one, the button's action runs once the fields are checked.
  const formAction = submits && form?.submit.armed ? form.submit : null;
  const click = () => {
    if (formAction) return;
    const element = submits ? form?.element.current : null;
    if (!element || isValid(element)) own.fire();
  };
  const kind = [flag(node.pill) && 'pill', flag(node.uniform) && 'uniform', flag(node.block) && 'block']
    .filter(Boolean)
    .join(' ');
  const icon = entryOf(ICON_SIZES, node.iconSize);
  return (
    <PushButton
      label={label}
      name={spoken(start || end)}
      color={oneOf(node.color, COLORS, primary ? 'primary' : 'secondary')}
      variant={oneOf(node.variant, VARIANTS, primary ? 'solid' : 'outline')}
      type={formAction ? 'submit' : 'button'}
      action={formAction ?? own}
      onClick={click}
      disabled={flag(node.disabled)}
      class={kind}
      style={{ '--w-h': controlHeight(node.size), ...(icon ? { '--w-icon': `${icon}px` } : {}) }}
      before={start !== '' && <Icon name={start} />}
      after={end !== '' && <Icon name={end} />}
    />
  );
}
