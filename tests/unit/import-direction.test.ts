import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filesBelow, importedFile, importsOf } from '../support/source-imports';

/** Which parts of `lib` each part may import at run time or for types (DESIGN §2). */
const ALLOWED: Record<string, string[]> = {
  'lib/chatkit/protocol': [],
  'lib/chatkit': ['lib/chatkit/protocol'],
  'lib/config': [],
  'lib/text': [],
  'lib/time': [],
  'lib/identity': ['lib/chatkit', 'lib/config', 'lib/time'],
  // What a formula is, is one rule for lessons and answers; it stands with the element, which takes no code from here.
  'lib/search': ['lib/identity', 'lib/text', 'lib/time', 'element/formulas'],
  'lib/files': ['lib/chatkit'],
  'lib/db': [
    'lib/build',
    'lib/chatkit',
    'lib/files',
    'lib/identity',
    'lib/limits',
    'lib/privacy',
    'lib/time',
  ],
  'lib/limits': ['lib/chatkit', 'lib/redis'],
  'lib/redis': [],
  'lib/runs': ['lib/chatkit', 'lib/redis'],
  'lib/privacy': ['lib/chatkit', 'lib/files'],
  'lib/tutor': [
    'lib/chatkit',
    'lib/config',
    'lib/files',
    'lib/identity',
    'lib/search',
    'lib/text',
    'lib/time',
  ],
  'lib/observability': ['lib/chatkit', 'lib/config', 'lib/compose', 'lib/time'],
  element: ['lib/chatkit/protocol'],
};

/** Packages that only some places may import. */
const GUARDED: { name: RegExp; places: string[] }[] = [
  {
    name: /^(@prisma\/|pg$|pglite-prisma-adapter|@electric-sql\/|fs-native-extensions)/,
    places: ['lib/db', 'bench'],
  },
  { name: /^ioredis$/, places: ['lib/limits/redis', 'lib/redis', 'lib/runs/redis', 'tests'] },
  {
    name: /^(next|next-auth)(\/|$)/,
    places: ['app', 'components', 'lib/identity', 'scripts', 'next.config.ts', 'tests'],
  },
];

const SOURCES = ['app', 'components', 'element', 'lib', 'scripts', 'bench'].flatMap(filesBelow);

const within = (place: string, parts: string[]) =>
  parts.some((part) => place === part || place.startsWith(`${part}/`));

const all = SOURCES.flatMap(importsOf);

describe('imports', () => {
  test.each(Object.keys(ALLOWED))('%s imports only what it may', (part) => {
    const nested = Object.keys(ALLOWED).filter((other) => other.startsWith(`${part}/`));
    const own = all.filter(
      ({ from }) => within(from.replace(/\.tsx?$/, ''), [part]) && !within(from, nested),
    );
    const wrong = own.filter(
      ({ to }) =>
        within(to, ['lib', 'app', 'components', 'element', 'scripts']) &&
        !within(to, [part, ...(ALLOWED[part] ?? [])]),
    );
    expect(own.length).toBeGreaterThan(0);
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  test('packages stay where they belong', () => {
    const wrong = all.filter(({ from, to }) =>
      GUARDED.some(({ name, places }) => name.test(to) && !within(from, places)),
    );
    expect(wrong.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  test('the element takes nothing but types from the server', () => {
    const wrong = all.filter(
      ({ from, to, typeOnly }) => from.startsWith('element/') && to.startsWith('lib/') && !typeOnly,
    );
    expect(wrong).toEqual([]);
  });

  test('only config.ts reads the environment', () => {
    const readers = SOURCES.filter((file) => /process\.env/.test(readFileSync(file, 'utf8')));
    const allowed = /^(lib\/config\.ts|scripts\/|bench\/)/;
    // NEXT_PUBLIC_ variables are written into the browser's code when the site is built.
    const wrong = readers.filter(
      (file) =>
        !allowed.test(file) &&
        readFileSync(file, 'utf8')
          .replaceAll(/process\.env\.(NEXT_PUBLIC_\w+|NODE_ENV)/g, '')
          .includes('process.env'),
    );
    expect(wrong).toEqual([]);
  });

  test('no file imports itself in a circle at run time', () => {
    const files = new Set(SOURCES);
    const graph = new Map<string, string[]>();
    for (const { from, to, typeOnly } of all) {
      const target = typeOnly ? undefined : importedFile(to, files);
      if (target) graph.set(from, [...(graph.get(from) ?? []), target]);
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, trail: string[]) => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
      if (trail.includes(file) || done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...trail, file]);
      done.add(file);
    };
    for (const file of SOURCES) visit(file, []);
    expect(circles).toEqual([]);
  });
});
