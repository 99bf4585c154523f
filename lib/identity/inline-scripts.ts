import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/**
 * Written when the site has been built. It stands outside Next's own directory so that it is there, empty, while the build looks for
 * the files that a function needs.
 */
export const INLINE_SCRIPTS_FILE = '.inline-scripts/pages.json';

const inlineScripts = z.record(z.string(), z.array(z.string()));

/** Hashes of the scripts that stand inside the pages made at build time, by the page's path. */
export type InlineScripts = z.infer<typeof inlineScripts>;

/** The CSP sources of the scripts that stand in an HTML document, each once. */
export function hashInlineScripts(html: string): string[] {
  const scripts = [...html.matchAll(/<script\b([^>]*)>(.*?)<\/script>/gs)];
  const inline = scripts.filter(([, attributes = '']) => !/\ssrc=/.test(attributes));
  return [...new Set(inline.map(([, , code = '']) => hashSource(code)))];
}

/** The CSP source that lets exactly this script run. */
export function hashSource(code: string): string {
  return `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
}

let kept: InlineScripts | undefined;

/** The hashes of this build. Empty in development, where no page is made ahead. */
export function builtInlineScripts(): InlineScripts {
  kept ??= inlineScripts.parse(
    JSON.parse(readFileSync(path.join(process.cwd(), '.inline-scripts/pages.json'), 'utf8')),
  );
  return kept;
}
