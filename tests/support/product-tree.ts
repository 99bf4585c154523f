import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface ProductTreeOptions {
  /** Top-level directories that the test changes: they are copies, all others are the built product's own. */
  copied?: string[];
  /** Packages, by their folders below `node_modules`, that are not installed there. */
  without?: string[];
}

/** A directory in which the built product stands as in this one. The caller removes it. */
export function productTree({ copied = [], without }: ProductTreeOptions): string {
  const tree = mkdtempSync(path.join(tmpdir(), 'robolearn-tree-'));
  // Others may run it, too.
  chmodSync(tree, 0o755);
  const left = new Set(['.data', '.git', 'test-results', ...copied, ...(without ? ['node_modules'] : [])]);
  link('.', tree, left);
  for (const name of copied) cpSync(name, path.join(tree, name), { recursive: true });
  if (without) {
    mkdirSync(path.join(tree, 'node_modules'));
    linkPackages(path.join(tree, 'node_modules'), new Set(['.bin', ...without]));
  }
  return tree;
}

/** Each package by itself, those of a scope too. */
function linkPackages(to: string, without: ReadonlySet<string>): void {
  const scopes = readdirSync('node_modules').filter((name) => name.startsWith('@'));
  link('node_modules', to, new Set([...without, ...scopes]));
  for (const scope of scopes) {
    const packages = readdirSync(path.join('node_modules', scope)).map((name) => `${scope}/${name}`);
    const installed = packages.filter((name) => !without.has(name));
    if (installed.length) mkdirSync(path.join(to, scope));
    for (const name of installed) symlinkSync(path.resolve('node_modules', name), path.join(to, name));
  }
}

function link(from: string, to: string, except: ReadonlySet<string>): void {
  for (const name of readdirSync(from)) {
    if (!except.has(name)) symlinkSync(path.resolve(from, name), path.join(to, name));
  }
}
