import type { ActionConfigInput } from '../widget';
import type { KnownWidgetComponent } from '../widget-components';
import type {
  Align,
  Borders,
  Color,
  Direction,
  Identity,
  Justify,
  NumberOrCss,
  Radius,
  Sizing,
  Spacing,
} from './vocabulary';

export type BoxProps = Identity &
  Sizing & {
    children?: KnownWidgetComponent[];
    align?: Align;
    justify?: Justify;
    wrap?: 'nowrap' | 'wrap' | 'wrap-reverse';
    flex?: NumberOrCss;
    gap?: NumberOrCss;
    padding?: Spacing;
    margin?: Spacing;
    border?: Borders;
    radius?: Radius;
    background?: Color;
    aspectRatio?: NumberOrCss;
  };

export type Box = BoxProps & { type: 'Box'; direction?: Direction };

export type Row = BoxProps & { type: 'Row' };

export type Col = BoxProps & { type: 'Col' };

/** Its controls' values join the payload of the action, by their names; a dot in a name nests. */
export type Form = BoxProps & { type: 'Form'; onSubmitAction?: ActionConfigInput; direction?: Direction };

export type Divider = Identity & {
  type: 'Divider';
  color?: Color;
  size?: NumberOrCss;
  spacing?: NumberOrCss;
  flush?: boolean;
};

export type Spacer = Identity & { type: 'Spacer'; minSize?: NumberOrCss };

/** Animates from one child to the next; a single component, not a list. */
export type Transition = Identity & { type: 'Transition'; children?: KnownWidgetComponent };
