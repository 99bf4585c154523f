import type { IconName } from '../icon';
import type { ActionConfigInput } from '../widget';

// The words that the components share (spec 8.2). All of these are type aliases and never interfaces: only an alias may be
// passed where an open record such as `WidgetRoot` is wanted.

/** A number of pixels or of the client's spacing steps, or a CSS value. */
export type NumberOrCss = number | string;
export type Color = string | { light: string; dark: string };
export type Theme = 'light' | 'dark';
export type Direction = 'row' | 'col';

export type Align = 'start' | 'center' | 'end' | 'baseline' | 'stretch';
export type Justify = 'start' | 'center' | 'end' | 'between' | 'around' | 'evenly' | 'stretch';
export type TextAlign = 'start' | 'center' | 'end';
export type Radius =
  | '2xs'
  | 'xs'
  | 'sm'
  | 'md'
  | 'lg'
  | 'xl'
  | '2xl'
  | '3xl'
  | '4xl'
  | 'full'
  | '100%'
  | 'none';

export type Weight = 'normal' | 'medium' | 'semibold' | 'bold';
export type TextSize = 'xs' | 'sm' | 'md' | 'lg' | 'xl';
export type TitleSize = 'sm' | 'md' | 'lg' | 'xl' | '2xl' | '3xl' | '4xl' | '5xl';
export type CaptionSize = 'sm' | 'md' | 'lg';
export type IconSize = 'xs' | 'sm' | 'md' | 'lg' | 'xl' | '2xl' | '3xl';

export type ControlVariant = 'solid' | 'soft' | 'outline' | 'ghost';
export type ControlSize = '3xs' | '2xs' | 'xs' | 'sm' | 'md' | 'lg' | 'xl' | '2xl' | '3xl';
export type GutterSize = '2xs' | 'xs' | 'sm' | 'md' | 'lg' | 'xl';

export type Edges<T> = { top?: T; right?: T; bottom?: T; left?: T; x?: T; y?: T };
export type Spacing = NumberOrCss | Edges<NumberOrCss>;
export type Border = {
  size: number;
  color?: Color;
  style?: 'solid' | 'dashed' | 'dotted' | 'double' | 'groove' | 'ridge' | 'inset' | 'outset';
};
export type Borders = number | Border | Edges<number | Border>;

/** The line at the foot of a card: where its content comes from, with a favicon or with an icon. */
export type WidgetStatus =
  | { text: string; favicon?: string; frame?: boolean }
  | { text: string; icon?: IconName };

export type CardAction = { label: string; action: ActionConfigInput };

/** What every component may carry. A `Text` or `Markdown` needs an `id` to be streamed word by word. */
export type Identity = { key?: string; id?: string };

export type Sizing = {
  height?: NumberOrCss;
  width?: NumberOrCss;
  size?: NumberOrCss;
  minHeight?: NumberOrCss;
  minWidth?: NumberOrCss;
  minSize?: NumberOrCss;
  maxHeight?: NumberOrCss;
  maxWidth?: NumberOrCss;
  maxSize?: NumberOrCss;
};
