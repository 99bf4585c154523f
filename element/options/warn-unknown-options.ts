const KNOWN: ReadonlySet<string> = new Set([
  'api',
  'locale',
  'theme',
  'frameTitle',
  'initialThread',
  'onClientTool',
  'header',
  'history',
  'startScreen',
  'threadItemActions',
  'composer',
  'disclaimer',
  'entities',
  'commands',
  'widgets',
  'thread',
]);

/** Says once per key that an option is not known. The official element throws; a typo should not take the chat away. */
export function unknownOptionWarner(warn: (message: string) => void): (options: object) => void {
  const said = new Set<string>();
  return (options) => {
    for (const key of Object.keys(options)) {
      if (KNOWN.has(key) || said.has(key)) continue;
      said.add(key);
      warn(`[chatkit] unknown option "${key}"`);
    }
  };
}
