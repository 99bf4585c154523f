import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { ensureCommand } from '../tests/support/ensure-command';
import { buildProduct } from './build-product';
import { ensureBrowser } from './ensure-browser';
import { generatePrismaClient } from './generate-prisma-client';

interface Count {
  passed: number;
  failed: number;
}

interface Step {
  name: string;
  run(): Count | Promise<Count>;
}

const RESULTS = 'test-results';

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ title: z.string(), status: z.string() })) }),
  ),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

const steps: Record<string, Step[]> = {
  static: [
    { name: 'lint and format', run: () => command('biome', ['check', '.']) },
    { name: 'types', run: () => command('tsc', ['--noEmit']) },
  ],
  build: [{ name: 'build', run: build }],
  unit: [{ name: 'unit and conformance tests', run: unitAndConformance }],
  integration: [{ name: 'integration tests', run: () => vitest('integration', ['integration']) }],
  e2e: [{ name: 'browser tests', run: playwright }],
};

/** `npm test` runs everything; with names of groups, only those (the build always, since the later ones need it). */
const wanted = process.argv.slice(2);
const chosen = Object.entries(steps)
  .filter(([group]) => wanted.length === 0 || wanted.includes(group) || group === 'build')
  .flatMap(([, group]) => group);

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
await generatePrismaClient();
// Here, one after the other: the tests run side by side, and packages cannot be installed so.
if (chosen.some(({ name }) => name.includes('unit') || name.includes('integration'))) {
  ensureCommand('redis-server', 'redis-server');
  ensureCommand('promtool', 'prometheus');
}

const total: Count = { passed: 0, failed: 0 };
/** Said at the end, before the sums. Kept here: the browser tests empty the folder of results. */
let summary = '';
for (const { name, run } of chosen) {
  process.stdout.write(`\n── ${name}\n`);
  const count = await run();
  total.passed += count.passed;
  total.failed += count.failed;
  process.stdout.write(`── ${name}: ${count.passed} passed, ${count.failed} failed\n`);
}
process.stdout.write(`\n${summary}${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

function command(program: string, args: string[]): Count {
  const { status } = spawnSync(`node_modules/.bin/${program}`, args, { stdio: 'inherit' });
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function build(): Promise<Count> {
  try {
    await buildProduct();
    return { passed: 1, failed: 0 };
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  }
}

function vitest(name: string, projects: string[]): Count {
  const report = `${RESULTS}/vitest-${name}.json`;
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { failed } = command('vitest', [
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    ...reporters,
  ]);
  const { numPassedTests = 0, numFailedTests = 0 } = read(report, vitestReport) ?? {};
  return { passed: numPassedTests, failed: atLeast(numFailedTests, failed) };
}

function unitAndConformance(): Count {
  const count = vitest('unit', ['unit', 'conformance']);
  summary = conformance();
  return count;
}

/** How far the server behaves as the reference does, by the numbers of its catalogue; empty if that was not tested. */
function conformance(): string {
  const report = read(`${RESULTS}/vitest-unit.json`, vitestReport);
  const results = report?.testResults.flatMap((file) => file.assertionResults) ?? [];
  const numbered = results.filter(({ title }) => /^#S?\d+ /.test(title));
  if (numbered.length === 0) return '';
  // A behaviour of stores is tested once for each of them.
  const numbers = (some: typeof numbered) => new Set(some.map(({ title }) => title.split(' ')[0])).size;
  const failed = numbers(numbered.filter(({ status }) => status !== 'passed'));
  const differing = numbers(numbered.filter(({ title }) => title.includes(' (differs: ')));
  const all = numbers(numbered);
  return `conformance: ${all} behaviours of the reference: ${all - failed - differing} as there, ${differing} deliberately different, ${failed} failing\n`;
}

function playwright(): Count {
  ensureBrowser();
  const { failed } = command('playwright', ['test']);
  const stats = read(`${RESULTS}/playwright.json`, playwrightReport)?.stats ?? {
    expected: 0,
    unexpected: 0,
    flaky: 0,
  };
  return { passed: stats.expected, failed: atLeast(stats.unexpected + stats.flaky, failed) };
}

/** A run that ended badly without naming a failed test (a file that does not load, say) still counts as one. */
function atLeast(counted: number, failedRuns: number): number {
  return Math.max(counted, failedRuns);
}

function read<T>(file: string, schema: z.ZodType<T>): T | undefined {
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}
