export * from './attachment';
export * from './content';
export * from './events';
export * from './icon';
export { ICON_NAMES } from './icon-names';
export * from './items';
export * from './json';
export * from './page';
export * from './requests';
export * from './source';
export * from './structured-input';
export * from './thread';
export * from './turn-end';
export * from './widget';
/** Every component and every word of its props, as `Widgets.Text`, `Widgets.Color`. */
export type * as Widgets from './widget-components';
export type {
  Basic,
  Card,
  KnownWidgetComponent,
  KnownWidgetRoot,
  ListView,
  ListViewItem,
} from './widget-components';
export * from './workflow';
