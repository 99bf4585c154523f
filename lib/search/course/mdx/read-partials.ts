import { readFile, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import type { Root } from 'mdast';
import { decodePage } from '../decode-page';
import type { DocsRoot } from '../docs-root';
import { isWithin } from '../is-within';
import { parseFrontMatter } from '../parse-front-matter';

/** A partial that a page puts in, as it is written. */
export interface Partial {
  /** The name of its element. */
  name: string;
  /** Absolute path. */
  file: string;
  written: string;
}

export interface PartialsOf {
  /** Absolute path of the file that imports. */
  file: string;
  /** The files around it that are being put in, outermost first; `file` is the last. */
  within: readonly string[];
  root: DocsRoot;
  warn: (warning: string) => void;
}

/** Reads the Markdown files that a page imports. One that cannot or must not be read is left out, with a warning. */
export async function readPartials(tree: Root, { file, within, root, warn }: PartialsOf): Promise<Partial[]> {
  const found: Partial[] = [];
  for (const { name, from } of importsOf(tree)) {
    const target = from.startsWith('@site/')
      ? join(root.site, from.slice('@site/'.length))
      : resolve(dirname(file), from);
    const shown = relative(root.site, target);
    try {
      const real = await realpath(target);
      if (!(await isAllowed(real, root))) warn(`the import of ${from} leads out of the course`);
      else if (within.includes(real)) warn(`${shown} would be put into itself`);
      else {
        const { text = '', warning } = decodePage(await readFile(real));
        if (warning) warn(`${shown} ${warning}`);
        found.push({ name, file: real, written: parseFrontMatter(text).body });
      }
    } catch {
      warn(`the import of ${from} leads nowhere`);
    }
  }
  return found;
}

async function isAllowed(real: string, { dir, courseDir }: DocsRoot): Promise<boolean> {
  for (const allowed of [dir, courseDir]) if (isWithin(await realpath(allowed), real)) return true;
  return false;
}

/** The Markdown files among the imports, each with the name it has in the page. */
function importsOf(tree: Root): Array<{ name: string; from: string }> {
  return tree.children.flatMap((node) => {
    if (node.type !== 'mdxjsEsm') return [];
    return (node.data?.estree?.body ?? []).flatMap((statement) => {
      if (statement.type !== 'ImportDeclaration' || typeof statement.source.value !== 'string') return [];
      const from = statement.source.value;
      const [specifier] = statement.specifiers;
      if (!/\.mdx?$/.test(from) || !/^(?:\.|@site\/)/.test(from)) return [];
      return specifier?.type === 'ImportDefaultSpecifier' ? [{ name: specifier.local.name, from }] : [];
    });
  });
}
