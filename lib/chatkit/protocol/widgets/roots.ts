import type { ActionConfigInput } from '../widget';
import type { KnownWidgetComponent, KnownWidgetRoot } from '../widget-components';
import type {
  Align,
  Borders,
  CardAction,
  Color,
  Direction,
  Identity,
  Justify,
  NumberOrCss,
  Spacing,
  Theme,
  WidgetStatus,
} from './vocabulary';

export type Card = Identity & {
  type: 'Card';
  children: KnownWidgetComponent[];
  /** Makes the whole card a form, sent by `confirm`. */
  asForm?: boolean;
  background?: Color;
  border?: Borders;
  size?: 'sm' | 'md' | 'lg' | 'full';
  padding?: Spacing;
  status?: WidgetStatus;
  collapsed?: boolean;
  confirm?: CardAction;
  cancel?: CardAction;
  theme?: Theme;
};

export type ListView = Identity & {
  type: 'ListView';
  children: ListViewItem[];
  /** How many rows show before "show more". */
  limit?: number | 'auto';
  status?: WidgetStatus;
  theme?: Theme;
};

export type ListViewItem = Identity & {
  type: 'ListViewItem';
  children: KnownWidgetComponent[];
  onClickAction?: ActionConfigInput;
  gap?: NumberOrCss;
  align?: Align;
};

/** A root without a frame, for the preview of an entity. */
export type Basic = Identity & {
  type: 'Basic';
  children?: (KnownWidgetComponent | KnownWidgetRoot)[];
  direction?: Direction;
  gap?: NumberOrCss;
  padding?: Spacing;
  align?: Align;
  justify?: Justify;
  theme?: Theme;
};
