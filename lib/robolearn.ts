import type { RoboLearn } from './compose';

// One for the process, also when a bundler gives parts of it their own copy of this module.
declare global {
  var robolearnChatKit: Promise<RoboLearn> | undefined;
}

/**
 * The product, put together at first use from the configuration. What it is made of is loaded then and not before: in a process that
 * has put it together already, the routes of the site load none of it a second time.
 */
export function robolearn(): Promise<RoboLearn> {
  globalThis.robolearnChatKit ??= import('./compose').then(({ compose }) => compose());
  return globalThis.robolearnChatKit;
}
