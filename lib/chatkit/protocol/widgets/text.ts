import type {
  CaptionSize,
  Color,
  Identity,
  NumberOrCss,
  TextAlign,
  TextSize,
  TitleSize,
  Weight,
} from './vocabulary';

/** Turns a `Text` inside a form into a field that is edited in place. */
export type EditableProps = {
  name: string;
  autoFocus?: boolean;
  autoSelect?: boolean;
  autoComplete?: string;
  allowAutofillExtensions?: boolean;
  pattern?: string;
  placeholder?: string;
  required?: boolean;
};

type TextProps = Identity & {
  value: string;
  color?: Color;
  weight?: Weight;
  textAlign?: TextAlign;
  truncate?: boolean;
  maxLines?: number;
};

export type Text = TextProps & {
  type: 'Text';
  streaming?: boolean;
  italic?: boolean;
  lineThrough?: boolean;
  width?: NumberOrCss;
  size?: TextSize;
  minLines?: number;
  editable?: false | EditableProps;
};

export type Title = TextProps & { type: 'Title'; size?: TitleSize };

export type Caption = TextProps & { type: 'Caption'; size?: CaptionSize };

export type Markdown = Identity & { type: 'Markdown'; value: string; streaming?: boolean };

/** The words beside the control whose `name` is `fieldName`. */
export type Label = Identity & {
  type: 'Label';
  value: string;
  fieldName: string;
  size?: TextSize;
  weight?: Weight;
  textAlign?: TextAlign;
  color?: Color;
};
