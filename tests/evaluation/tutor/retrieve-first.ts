import { type Config, parseConfig } from '@/lib/config';

/** What a configuration says of `RETRIEVE_FIRST`; nothing where the product does not have it. */
export function retrieveFirstOf(config: object): { retrieveFirst?: boolean } {
  return 'retrieveFirst' in config && typeof config.retrieveFirst === 'boolean'
    ? { retrieveFirst: config.retrieveFirst }
    : {};
}

/** Off and on, where the product has `RETRIEVE_FIRST`; else what it does by itself. */
export function retrieveFirstOptions(config: Config = parseConfig({})): (boolean | undefined)[] {
  return retrieveFirstOf(config).retrieveFirst === undefined ? [undefined] : [false, true];
}
