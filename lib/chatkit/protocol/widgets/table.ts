import type { KnownWidgetComponent } from '../widget-components';
import type { Identity, NumberOrCss, Spacing } from './vocabulary';

export type Table = Identity & { type: 'Table'; children?: TableRow[] };

export type TableRow = Identity & { type: 'Table.Row'; children?: TableCell[]; header?: boolean };

export type TableCell = Identity & {
  type: 'Table.Cell';
  children?: KnownWidgetComponent[];
  width?: NumberOrCss;
  padding?: Spacing;
  colSpan?: number;
  rowSpan?: number;
  align?: 'start' | 'center' | 'end';
  vAlign?: 'start' | 'center' | 'end';
  colSize?: 'xs' | 'sm' | 'md' | 'lg' | 'xl';
};
