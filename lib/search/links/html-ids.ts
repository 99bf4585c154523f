const RAW = 'script|style|textarea|title|template|noscript';
/** A comment, an element whose content is no markup, or a tag with its attributes. */
const TOKEN = new RegExp(
  `<!--[\\s\\S]*?(?:-->|$)|<(?<raw>${RAW})(?=[\\s/>])(?<rawAttributes>(?:"[^"]*"|'[^']*'|[^>"'])*)>[\\s\\S]*?(?:</\\k<raw>\\s*>|$)|<[a-z][^\\s/>]*(?<attributes>(?:"[^"]*"|'[^']*'|[^>"'])*)>`,
  'gi',
);
const ATTRIBUTE =
  /(?<name>[^\s"'<>/=]+)(?:\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<bare>[^\s"'=<>`]+)))?/g;
const ENTITY = /&(?:#x(?<hex>[\da-f]+)|#(?<decimal>\d+)|(?<name>amp|lt|gt|quot|apos));/gi;
const NAMED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** What a fragment can lead to in an HTML page: the ids of its elements, and the old `<a name>`. */
export function htmlIds(html: string): Set<string> {
  const ids = new Set<string>();
  for (const { 0: token, groups } of html.matchAll(TOKEN)) {
    const isAnchor = /^<a[\s/>]/i.test(token);
    for (const { groups: found } of (groups?.rawAttributes ?? groups?.attributes ?? '').matchAll(ATTRIBUTE)) {
      const name = found?.name?.toLowerCase();
      const value = found?.double ?? found?.single ?? found?.bare;
      if (value && (name === 'id' || (name === 'name' && isAnchor))) ids.add(decode(value));
    }
  }
  return ids;
}

function decode(value: string): string {
  return value.replace(ENTITY, (written: string, hex?: string, decimal?: string, name?: string) => {
    if (name) return NAMED.get(name.toLowerCase()) ?? written;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : written;
  });
}
