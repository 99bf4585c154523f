import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import nextConfig from '@/next.config';
import { EXTERNAL_PACKAGES } from '@/scripts/compile-scripts';
import { filesBelow, importsOf, packageOf } from '../support/source-imports';

/**
 * `npm ci` installs what builds, tests and runs. `npm ci --omit=dev` installs `dependencies` alone: what a tree that is already
 * built loads, and no more. What Next or esbuild writes into their bundles is a development dependency.
 */
const versions = z.record(z.string(), z.string());
const { dependencies, devDependencies } = z
  .object({ dependencies: versions, devDependencies: versions })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const { packages: locked } = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        dev: z.boolean().optional(),
        resolved: z.string().optional(),
        peerDependencies: versions.optional(),
        peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean() })).optional(),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));

const SITE = ['app', 'components'].flatMap(filesBelow).concat('proxy.ts');
const LIBRARY = filesBelow('lib').concat('instrumentation.ts');
const SCRIPTS = filesBelow('scripts');
const BUILDING = filesBelow('element').concat(
  ['next.config.ts', 'postcss.config.mjs', 'prisma.config.ts'],
  ['playwright.config.ts', 'vitest.config.ts'],
);
const SOURCES = [...SITE, ...LIBRARY, ...SCRIPTS, ...BUILDING, ...filesBelow('bench')];

const packagesOf = (places: string[]) =>
  places
    .flatMap(importsOf)
    .flatMap(({ package: name, from, typeOnly }) => (name === undefined ? [] : [{ name, from, typeOnly }]));

/** Packages that Next leaves outside of its bundles, by its own list and ours. */
const outsideOfBundles = new Set([
  ...(nextConfig.serverExternalPackages ?? []),
  ...[
    ...readFileSync('node_modules/next/dist/lib/server-external-packages.jsonc', 'utf8').matchAll(
      /^\s*"([^"]+)"/gm,
    ),
  ].map(([, name = '']) => name),
]);

/** What a built tree loads of packages: by name, and a file that imports it. */
const loaded = new Map(
  [
    ...packagesOf([...LIBRARY, ...SCRIPTS]).filter(({ name }) => EXTERNAL_PACKAGES.includes(name)),
    ...packagesOf(SITE).filter(({ name }) => outsideOfBundles.has(name)),
  ]
    .filter(({ typeOnly }) => !typeOnly)
    .map(({ name, from }) => [name, from]),
);

/** Packages name it as a peer for their types. */
const FOR_TYPES = 'typescript';

const requiredPeers = (folder: string) =>
  Object.keys(locked[folder]?.peerDependencies ?? {}).filter(
    (name) => name !== FOR_TYPES && !locked[folder]?.peerDependenciesMeta?.[name]?.optional,
  );

/** Where Node finds a package from the folder of another. */
function installed(name: string, from: string): string | undefined {
  const found = path.posix.join(from, 'node_modules', name);
  if (found in locked || from === '.') return found in locked ? found : undefined;
  return installed(name, path.posix.dirname(from));
}

describe('dependencies', () => {
  test('every package that is imported is listed', () => {
    const missing = packagesOf(SOURCES).filter(
      ({ name, typeOnly }) =>
        !(name in dependencies || name in devDependencies) &&
        !(typeOnly && `@types/${name}` in devDependencies),
    );
    expect(loaded.size).toBeGreaterThan(4);
    expect(missing.map(({ from, name }) => `${from} -> ${name}`)).toEqual([]);
  });

  test('every package of which the site takes a file by its path is listed', () => {
    const sources = readdirSync('app', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(css|tsx?)$/.test(file))
      .map((file) => readFileSync(path.join('app', file), 'utf8'));
    const names = sources.flatMap((source) =>
      [...source.matchAll(/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\/|@import '([\w@][\w@/.-]*)'/g)].map(
        ([, inPath, imported = '']) => inPath ?? packageOf(imported),
      ),
    );
    expect(names).toContain('tailwindcss');
    expect(names.filter((name) => !(name in dependencies || name in devDependencies))).toEqual([]);
  });

  test('what a built tree loads is there without development dependencies', () => {
    const missing = [...loaded].filter(([name]) => !(name in dependencies));
    expect(missing.map(([name, from]) => `${from} -> ${name}`)).toEqual([]);
  });

  test('nothing else is', () => {
    const names = Object.keys(dependencies);
    const peers = names.flatMap((name) => requiredPeers(`node_modules/${name}`));
    const needed = new Set([...loaded.keys(), ...peers]);
    expect(names.filter((name) => !needed.has(name))).toEqual([]);
  });

  // Npm would install optional peers of what runs, the Prisma CLI and TypeScript among them, whatever the lock says.
  test('npm takes no peers by itself', () => {
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^legacy-peer-deps=true$/m);
  });

  test.each(['esbuild', 'playwright', 'prisma', 'tailwindcss', 'tsx', 'typescript'])(
    'npm ci --omit=dev leaves %s out',
    (name) => {
      expect(locked[`node_modules/${name}`]).toMatchObject({ dev: true });
    },
  );

  test('every package has the peers that it needs', () => {
    const missing = Object.keys(locked).flatMap((folder) =>
      requiredPeers(folder)
        .filter((name) => {
          const found = installed(name, folder);
          // What runs may not lean on what is only there while building.
          return !found || (locked[found]?.dev && !locked[folder]?.dev);
        })
        .map((name) => `${folder} -> ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test('the lock names no registry', () => {
    expect(Object.values(locked).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
