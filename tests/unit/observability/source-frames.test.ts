import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourceFrames } from '@/lib/observability/source-frames';

let directory: string;
let compiled: string;

/** Where `fail` throws in its source, counted from 1. */
const LINE = 4;

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'source-frames-'));
  const source = path.join(directory, 'fails.ts');
  compiled = path.join(directory, 'fails.mjs');
  writeFileSync(
    source,
    `interface Gone {\n  on: 'compiling';\n}\nexport const fail = () => { throw new Error('here'); };\n`,
  );
  await build({ entryPoints: [source], outfile: compiled, bundle: true, format: 'esm', sourcemap: true });
});
afterAll(() => rmSync(directory, { recursive: true }));

/** The place in the compiled file at which the error is made. */
function compiledPlace(): { line: number; column: number } {
  const lines = readFileSync(compiled, 'utf8').split('\n');
  const line = lines.findIndex((text) => text.includes('new Error'));
  return { line: line + 1, column: (lines[line]?.indexOf('new Error') ?? 0) + 1 };
}

test.each(['a path', 'a URL'])('a frame of compiled code, as %s, gets its place in the source', (kind) => {
  const file = kind === 'a URL' ? pathToFileURL(compiled).href : compiled;
  const { line, column } = compiledPlace();
  const [inFunction, bare] = sourceFrames([
    `    at fail (${file}:${line}:${column})`,
    `    at ${file}:${line}:${column}`,
  ]);
  const place = `${path.relative(process.cwd(), path.join(directory, 'fails.ts'))}:${LINE}:35`;
  expect(inFunction).toBe(`    at fail (${place})`);
  expect(bare).toBe(`    at ${place}`);
});

test('frames without a map stay as they are', () => {
  const frames = ['Error: here', '    at node:internal/main:1:2', `    at run (${directory}/other.mjs:1:1)`];
  expect(sourceFrames(frames)).toEqual(frames);
});

test('a map that cannot be read loses nothing of the frame', () => {
  const file = path.join(directory, 'broken.mjs');
  writeFileSync(`${file}.map`, '{"version":');
  expect(sourceFrames([`    at run (${file}:1:1)`])).toEqual([`    at run (${file}:1:1)`]);
});
