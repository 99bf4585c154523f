import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface ProductTreeOptions {
  /** Top-level directories that the test changes: they are copies, all others are the built product's own. */
  copied?: string[];
  /** Packages that are not installed there. */
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
    link('node_modules', path.join(tree, 'node_modules'), new Set(['.bin', ...without]));
  }
  return tree;
}

function link(from: string, to: string, except: ReadonlySet<string>): void {
  for (const name of readdirSync(from)) {
    if (!except.has(name)) symlinkSync(path.resolve(from, name), path.join(to, name));
  }
}
