export { diffWidget } from './diff-widget';
export { type StreamWidgetOptions, streamWidget } from './stream-widget';
export { WidgetTemplate } from './template/widget-template';
export { WidgetTemplateError } from './template/widget-template-error';
