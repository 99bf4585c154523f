import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { ensureCommand } from '../tests/support/ensure-command';
import { buildProduct } from './build-product';
import { FILE_TIMES, type FileTimes, fileTimes } from './file-times-reporter';
import { generatePrismaClient } from './generate-prisma-client';

interface Count {
  passed: number;
  failed: number;
  /** What failed, a line each. */
  failures?: string[];
  times?: FileTimes;
}

interface Step {
  name: string;
  run(): Count | Promise<Count>;
}

const RESULTS = 'test-results';

const vitestReport = z.object({
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(
        z.object({
          title: z.string(),
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});
const playwrightSuite = z.object({
  get suites() {
    return z.array(playwrightSuite).optional();
  },
  specs: z.array(
    z.object({
      title: z.string(),
      file: z.string(),
      tests: z.array(
        z.object({
          status: z.string(),
          results: z.array(
            z.object({
              duration: z.number(),
              error: z.object({ message: z.string().optional() }).optional(),
            }),
          ),
        }),
      ),
    }),
  ),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  suites: z.array(playwrightSuite),
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
/** Named again at the end, where they are found without scrolling through all the output. */
const failures: string[] = [];
const times: FileTimes = [];
/** Said at the end, before the sums. Kept here: the browser tests empty the folder of results. */
let summary = '';
for (const { name, run } of chosen) {
  process.stdout.write(`\n── ${name}\n`);
  const count = await run();
  total.passed += count.passed;
  total.failed += count.failed;
  times.push(...(count.times ?? []));
  process.stdout.write(`── ${name}: ${count.passed} passed, ${count.failed} failed\n`);
  if (count.failed > 0) failures.push(...(count.failures?.length ? count.failures : [name]));
}
if (failures.length > 0) process.stdout.write(`\nfailed:\n${failures.map((line) => `  ${line}\n`).join('')}`);
if (times.length > 0) process.stdout.write(`\nslowest files:\n${slowest(times).join('\n')}\n`);
process.stdout.write(`\n${summary}${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;

function command(program: string, args: string[], env: Record<string, string> = {}): Count {
  const { status } = spawnSync(`node_modules/.bin/${program}`, args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
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
  const timesFile = `${RESULTS}/vitest-${name}-files.json`;
  const reporters = ['default', 'json', './scripts/file-times-reporter.ts'];
  const { failed } = command(
    'vitest',
    [
      'run',
      ...projects.flatMap((project) => ['--project', project]),
      ...reporters.map((reporter) => `--reporter=${reporter}`),
      `--outputFile.json=${report}`,
    ],
    { [FILE_TIMES]: timesFile },
  );
  const { numPassedTests = 0, testResults = [] } = read(report, vitestReport) ?? {};
  const failures = testResults.flatMap(({ name: path, status, message, assertionResults }) => {
    const file = relative(process.cwd(), path);
    const failing = assertionResults.filter((test) => test.status === 'failed');
    // A file that could not be loaded fails without a test that does.
    if (failing.length === 0) return status === 'failed' ? [failure(file, message)] : [];
    return failing.map((test) => failure(`${file} › ${test.fullName}`, test.failureMessages?.[0]));
  });
  return {
    passed: numPassedTests,
    failed: atLeast(failures.length, failed),
    failures,
    times: read(timesFile, fileTimes) ?? [],
  };
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
  const { failed } = command('playwright', ['test']);
  const { stats, suites } = read(`${RESULTS}/playwright.json`, playwrightReport) ?? {
    stats: { expected: 0, unexpected: 0, flaky: 0 },
    suites: [],
  };
  return {
    passed: stats.expected,
    failed: atLeast(stats.unexpected + stats.flaky, failed),
    failures: suites.flatMap(failedSpecs),
    times: suites.flatMap(specTimes),
  };
}

function specTimes({ specs, suites = [] }: z.infer<typeof playwrightSuite>): FileTimes {
  const own = specs.flatMap(({ file, tests }) =>
    tests.flatMap(({ results }) =>
      results.map(({ duration }) => ({ file: `tests/e2e/${file}`, milliseconds: duration })),
    ),
  );
  return [...own, ...suites.flatMap(specTimes)];
}

/** The ten files that took longest, a line each. What ran side by side is counted in full. */
function slowest(times: FileTimes): string[] {
  const sums = new Map<string, number>();
  for (const { file, milliseconds } of times) sums.set(file, (sums.get(file) ?? 0) + milliseconds);
  return [...sums]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 10)
    .map(([file, milliseconds]) => `  ${(milliseconds / 1000).toFixed(1).padStart(6)} s  ${file}`);
}

function failedSpecs({ specs, suites = [] }: z.infer<typeof playwrightSuite>): string[] {
  const failing = specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) =>
        failure(`${file} › ${title}`, results.find(({ error }) => error)?.error?.message),
      ),
  );
  return [...failing, ...suites.flatMap(failedSpecs)];
}

/** One line: what failed, and the first line of why. */
function failure(name: string, message = ''): string {
  const [why = ''] = stripVTControlCharacters(message).split('\n');
  return why ? `${name}: ${why}` : name;
}

/** A run that ended badly without naming a failed test (a file that does not load, say) still counts as one. */
function atLeast(counted: number, failedRuns: number): number {
  return Math.max(counted, failedRuns);
}

function read<T>(file: string, schema: z.ZodType<T>): T | undefined {
  return existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}
