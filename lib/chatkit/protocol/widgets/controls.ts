import type { IconName } from '../icon';
import type { ActionConfigInput } from '../widget';
import type { ControlSize, ControlVariant, Direction, GutterSize, Identity } from './vocabulary';

export type Button = Identity & {
  type: 'Button';
  submit?: boolean;
  label?: string;
  onClickAction?: ActionConfigInput;
  iconStart?: IconName;
  iconEnd?: IconName;
  style?: 'primary' | 'secondary';
  iconSize?: 'sm' | 'md' | 'lg' | 'xl' | '2xl';
  color?: 'primary' | 'secondary' | 'info' | 'discovery' | 'success' | 'caution' | 'warning' | 'danger';
  variant?: ControlVariant;
  size?: ControlSize;
  pill?: boolean;
  uniform?: boolean;
  block?: boolean;
  disabled?: boolean;
};

type Picker = Identity & {
  name: string;
  onChangeAction?: ActionConfigInput;
  placeholder?: string;
  defaultValue?: string;
  variant?: ControlVariant;
  size?: ControlSize;
  pill?: boolean;
  block?: boolean;
  clearable?: boolean;
  disabled?: boolean;
};

export type Select = Picker & {
  type: 'Select';
  options: { value: string; label: string; disabled?: boolean; description?: string }[];
  searchable?: boolean;
};

/** `defaultValue`, `min` and `max` are ISO 8601 datetimes. */
export type DatePicker = Picker & {
  type: 'DatePicker';
  min?: string;
  max?: string;
  side?: 'top' | 'bottom' | 'left' | 'right';
  align?: 'start' | 'center' | 'end';
};

export type Checkbox = Identity & {
  type: 'Checkbox';
  name: string;
  label?: string;
  defaultChecked?: boolean;
  onChangeAction?: ActionConfigInput;
  disabled?: boolean;
  required?: boolean;
};

type TextField = Identity & {
  name: string;
  defaultValue?: string;
  required?: boolean;
  pattern?: string;
  placeholder?: string;
  allowAutofillExtensions?: boolean;
  autoSelect?: boolean;
  autoFocus?: boolean;
  disabled?: boolean;
  variant?: 'soft' | 'outline';
  size?: ControlSize;
  gutterSize?: GutterSize;
};

export type Input = TextField & {
  type: 'Input';
  inputType?: 'number' | 'email' | 'text' | 'password' | 'tel' | 'url';
  pill?: boolean;
};

export type Textarea = TextField & {
  type: 'Textarea';
  rows?: number;
  autoResize?: boolean;
  maxRows?: number;
};

export type RadioGroup = Identity & {
  type: 'RadioGroup';
  name: string;
  options?: { label: string; value: string; disabled?: boolean }[];
  ariaLabel?: string;
  onChangeAction?: ActionConfigInput;
  defaultValue?: string;
  direction?: Direction;
  disabled?: boolean;
  required?: boolean;
};
