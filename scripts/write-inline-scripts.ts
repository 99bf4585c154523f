import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hashInlineScripts, INLINE_SCRIPTS_FILE, type InlineScripts } from '../lib/identity/inline-scripts';

/** Where Next keeps the pages that it made while building, as HTML. */
const PAGES = ['.next/server/app', '.next/server/pages'];

/** Before the build: the file stands where the build looks for it. After it: names the scripts of every page that was made. */
export function writeInlineScripts(pages: InlineScripts = {}): void {
  mkdirSync(path.dirname(INLINE_SCRIPTS_FILE), { recursive: true });
  writeFileSync(INLINE_SCRIPTS_FILE, JSON.stringify(pages));
}

/** The hashes of the pages that the build made, by path. */
export function builtPages(): InlineScripts {
  const files = PAGES.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.html'))
      .map((file) => ({ folder, file })),
  );
  return Object.fromEntries(
    files.map(({ folder, file }) => [
      pagePath(file),
      hashInlineScripts(readFileSync(path.join(folder, file), 'utf8')),
    ]),
  );
}

function pagePath(file: string): string {
  const name = file
    .split(path.sep)
    .join('/')
    .replace(/\.html$/, '');
  return name === 'index' ? '/' : `/${name}`;
}
