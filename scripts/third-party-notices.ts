import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { z } from 'zod';

/** A bundled package without a text of its licence: most licences allow a copy only together with their text. */
export class LicenseTextMissing extends Error {
  constructor(name: string) {
    super(
      `${name} is bundled, but its package has no file with its licence: ask its authors for one, or do without.`,
    );
    this.name = 'LicenseTextMissing';
  }
}

const manifest = z.object({ name: z.string(), version: z.string(), license: z.string() });

/** The name of a file that a package carries its terms in; Apache's licence asks for `NOTICE` to travel along, too. */
const TERMS = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

const INTRODUCTION = `The files chatkit.js and chatkit-*.js contain code of the following packages, under the following terms.`;

const RULE = '-'.repeat(80);

/**
 * Name, version and terms of every package that a bundle holds code of, as text for people.
 *
 * @param metafiles what esbuild says of the builds; packages of which nothing is left in an output are not named
 * @param root the folder that the paths in `metafiles` are relative to
 * @throws LicenseTextMissing if a package carries no terms
 */
export function thirdPartyNotices(metafiles: Metafile[], root: string): string {
  const notices = bundledPackages(metafiles).map((folder) => notice(join(root, folder)));
  return `${[INTRODUCTION, ...[...new Set(notices)].sort()].join(`\n\n${RULE}\n\n`)}\n`;
}

/** The folders of the packages; one package can be there in several versions. */
function bundledPackages(metafiles: Metafile[]): string[] {
  const files = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
  return [...new Set(files.flatMap((path) => packageFolder(path) ?? []))];
}

/** The innermost package that a file belongs to; undefined for a file of ours. */
function packageFolder(path: string): string | undefined {
  return /^.*\/?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
}

function notice(folder: string): string {
  const { name, version, license } = manifest.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
  const texts = readdirSync(folder)
    .filter((file) => TERMS.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (texts.length === 0) throw new LicenseTextMissing(name);
  return [`${name} ${version} (${license})`, ...texts].join('\n\n');
}
