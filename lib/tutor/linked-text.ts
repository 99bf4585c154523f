import type { Nodes, Parents } from 'mdast';
import { visit } from 'unist-util-visit';
import { parseLesson } from '../search/course';

export interface LinkedTextOptions {
  /** Where a link as it is written leads, as a whole address; undefined for nowhere. */
  resolve: (href: string) => string | undefined;
  /** What stands elsewhere on the page and its references may name, as Markdown. */
  definitions?: string;
}

/** Nothing in a text without these can be a link that is not whole already. */
const MAY_LINK = /\]|<\s*(?:a|img)\b/i;
const ATTRIBUTE = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))/i;

/**
 * Markdown whose links lead where they say from anywhere: by whole addresses, references too. Of a link that leads nowhere, and of a
 * picture, the text stays alone. All else stays as it is written, code included.
 */
export function linkedText(markdown: string, options: LinkedTextOptions): string {
  let text = markdown;
  // What stood around a link may be one when that is gone: [[a](b)](c)
  for (let pass = 0, before = ''; pass < MAX_PASSES && before !== text; pass += 1) {
    before = text;
    text = linkedOnce(text, options);
  }
  return text;
}

const MAX_PASSES = 4;

function linkedOnce(markdown: string, { resolve, definitions = '' }: LinkedTextOptions): string {
  if (!MAY_LINK.test(markdown)) return markdown;
  const source = definitions === '' ? markdown : `${markdown}\n\n${definitions}`;
  const tree = parseLesson(source);
  const hrefs = new Map<string, string>();
  visit(tree, 'definition', ({ identifier, url }) => {
    if (!hrefs.has(identifier)) hrefs.set(identifier, url);
  });

  const written = (node: Nodes): string => {
    switch (node.type) {
      case 'link':
        // One that is written as an address is whole.
        return original(node).startsWith('[') ? link(node, node.url) : original(node);
      case 'linkReference':
        return link(node, hrefs.get(node.identifier) ?? '');
      case 'image':
      case 'imageReference':
        return node.alt ?? '';
      case 'definition':
        return '';
      case 'html':
        return htmlOf(node.value, resolve);
      default:
        return 'children' in node ? inside(node, startOf(node), endOf(node)) : original(node);
    }
  };
  /** What stands from one place to another, with the children that are there. */
  const inside = (parent: Parents, start: number, end: number): string => {
    let text = '';
    let last = start;
    for (const child of parent.children) {
      // Some have no place of their own, or share that of another.
      if (startOf(child) < last || endOf(child) > end) continue;
      text += source.slice(last, startOf(child)) + written(child);
      last = endOf(child);
    }
    return text + source.slice(last, end);
  };
  const link = (node: Extract<Nodes, { type: 'link' | 'linkReference' }>, href: string): string => {
    const [first, last] = [node.children.at(0), node.children.at(-1)];
    if (!first || !last) return '';
    const text = inside(node, startOf(first), endOf(last));
    const address = resolve(href);
    if (address === undefined || text === '') return text;
    const isWhole = node.type === 'link' && address === href;
    return isWhole
      ? source.slice(startOf(node), startOf(first)) + text + source.slice(endOf(last), endOf(node))
      : `[${text}](${destination(address)})`;
  };
  const original = (node: Nodes): string => source.slice(startOf(node), endOf(node));
  return inside(tree, 0, markdown.length);
}

function startOf({ position }: Nodes): number {
  return position?.start.offset ?? -1;
}

function endOf({ position }: Nodes): number {
  return position?.end.offset ?? Number.POSITIVE_INFINITY;
}

function destination(address: string): string {
  if (!/[\s()<>]/.test(address)) return address;
  return `<${address.replace(/[\s<>]/g, (character) => encodeURIComponent(character))}>`;
}

/** HTML with the addresses of its links; a link that leads nowhere is none, and a picture is what it says. */
function htmlOf(html: string, resolve: LinkedTextOptions['resolve']): string {
  return html.replace(/<(a|img)\b(?:"[^"]*"|'[^']*'|[^"'>])*>/gi, (tag, name: string) => {
    if (name.toLowerCase() === 'img')
      return /\salt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag)?.slice(1).find(Boolean) ?? '';
    return tag.replace(ATTRIBUTE, (_, ...values: unknown[]) => {
      const href = values.slice(0, 3).find((value) => typeof value === 'string');
      const address = typeof href === 'string' ? resolve(href) : undefined;
      return address === undefined ? '' : ` href="${address.replaceAll('"', '%22')}"`;
    });
  });
}
