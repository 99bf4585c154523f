import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { buildElement } from '../../../scripts/build-element';
import { LicenseTextMissing, thirdPartyNotices } from '../../../scripts/third-party-notices';

const sourceMap = z.object({ sources: z.array(z.string()) });

const temporaryFolder = () => mkdtempSync(path.join(tmpdir(), 'robolearn-notices-'));

/** Names and versions, as the notices head each package's terms. */
const namedIn = (notices: string) =>
  [...notices.matchAll(/^-{80}\n\n(\S+) (\S+) \((\S+)\)$/gm)].map(
    ([, name, version]) => `${name} ${version}`,
  );

/** The notices of a small bundle. */
async function noticesOf(root: string, contents: string, options: BuildOptions = {}): Promise<string> {
  const { metafile } = await build({
    ...options,
    absWorkingDir: root,
    stdin: { contents, resolveDir: root },
    bundle: true,
    format: 'esm',
    write: false,
    logLevel: 'error',
    metafile: true,
  });
  return thirdPartyNotices([metafile], root);
}

/** A project with one package in it. */
function projectWith(name: string, files: Record<string, string>): string {
  const root = temporaryFolder();
  const folder = path.join(root, 'node_modules', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, 'package.json'),
    JSON.stringify({ name, version: '1.2.3', license: 'MIT', main: 'index.js', sideEffects: false }),
  );
  writeFileSync(path.join(folder, 'index.js'), 'export const greeting = "hello";');
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  return root;
}

const importing = (name: string) => `import { greeting } from '${name}'; console.log(greeting);`;

describe('the built element', () => {
  const outdir = temporaryFolder();
  let notices: string;

  beforeAll(async () => {
    await buildElement({ outdir });
    notices = readFileSync(path.join(outdir, 'chatkit.LICENSES.txt'), 'utf8');
  });

  test('names exactly the packages whose sources are in its files', () => {
    const maps = readdirSync(outdir).filter((file) => file.endsWith('.js.map'));
    const sources = maps.flatMap((file) =>
      sourceMap
        .parse(JSON.parse(readFileSync(path.join(outdir, file), 'utf8')))
        .sources.map((source) => path.resolve(outdir, source)),
    );
    const folders = sources.flatMap(
      (source) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(source)?.[0] ?? [],
    );
    const packages = [...new Set(folders)].map((folder) => {
      const { name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
      return `${name} ${version}`;
    });

    expect(maps.length).toBeGreaterThan(1);
    expect(packages.length).toBeGreaterThan(0);
    expect(namedIn(notices)).toEqual(packages.sort());
  });

  test('has the terms of each of them in full', () => {
    for (const name of ['preact', 'marked', 'highlight.js', 'temml']) {
      const terms = readFileSync(`node_modules/${name}/LICENSE`, 'utf8').replaceAll('\r\n', '\n').trim();
      expect(notices).toContain(terms);
    }
  });

  test('says in each of its files where the terms are', () => {
    const files = readdirSync(outdir).filter((file) => file.endsWith('.js'));
    for (const file of files) {
      expect(readFileSync(path.join(outdir, file), 'utf8')).toMatch(
        /^\/\*! Licences of the packages in this file: chatkit\.LICENSES\.txt \*\//,
      );
    }
  });
});

describe('a bundle', () => {
  test('names a package as soon as something of it is bundled', async () => {
    const notices = await noticesOf(process.cwd(), `import { stemmer } from 'stemmer'; stemmer('walking');`);
    expect(namedIn(notices)).toEqual([expect.stringMatching(/^stemmer \d/)]);
  });

  test('names a package of a scope, and only the innermost of nested ones', async () => {
    const root = projectWith('@outer/one', {
      LICENSE: 'outer terms',
      'index.js': `import { greeting as inner } from 'inner'; export const greeting = inner + '!';`,
    });
    const inner = path.join(root, 'node_modules/@outer/one/node_modules/inner');
    mkdirSync(inner, { recursive: true });
    writeFileSync(
      path.join(inner, 'package.json'),
      '{"name":"inner","version":"4.5.6","license":"ISC","main":"index.js"}',
    );
    writeFileSync(path.join(inner, 'index.js'), 'export const greeting = "hello";');
    writeFileSync(path.join(inner, 'LICENCE.md'), 'inner terms');
    expect(namedIn(await noticesOf(root, importing('@outer/one')))).toEqual([
      '@outer/one 1.2.3',
      'inner 4.5.6',
    ]);
  });

  test('names no package of which nothing is left, and none that stays outside', async () => {
    const root = projectWith('greeter', { LICENSE: 'terms' });
    expect(namedIn(await noticesOf(root, `import 'greeter';`))).toEqual([]);
    expect(namedIn(await noticesOf(root, importing('greeter'), { external: ['greeter'] }))).toEqual([]);
  });

  test('has notices beside the licence', async () => {
    const root = projectWith('greeter', { LICENSE: 'terms', NOTICE: 'made by somebody' });
    expect(await noticesOf(root, importing('greeter'))).toMatch(
      /greeter 1\.2\.3 \(MIT\)\n\nterms\n\nmade by somebody\n$/,
    );
  });

  test('is refused with one line if a package has no text of its licence', async () => {
    const root = projectWith('greeter', { 'README.md': 'MIT' });
    const refused = noticesOf(root, importing('greeter'));
    await expect(refused).rejects.toThrow(LicenseTextMissing);
    await expect(refused).rejects.toThrow(
      /^greeter is bundled, but its package has no file with its licence/,
    );
  });
});
