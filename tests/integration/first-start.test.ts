import { spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { TEMPLATE_DIR } from '@/lib/build';
import { createDatabase } from '@/lib/db/database';
import { unpackEmbeddedTemplate } from '@/lib/db/embedded-template';
import { type AppOptions, type AppServer, startApp } from '../support/app-server';
import { ChatClient } from '../support/chat-client';
import { productTree } from '../support/product-tree';

/** First starts of the built product, from what the build made for them, and without it. */
const directories: string[] = [];
const servers: AppServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop('SIGKILL')));
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

function directory(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'robolearn-first-start-'));
  directories.push(made);
  return made;
}

function tree(options: Parameters<typeof productTree>[0]): string {
  const made = productTree(options);
  directories.push(made);
  return made;
}

async function start(options: AppOptions): Promise<AppServer> {
  const server = await startApp(options);
  servers.push(server);
  return server;
}

/** What a student gets who comes first. */
async function firstEvents(server: AppServer): Promise<string[]> {
  const student = await ChatClient.signIn(server.url, 'First');
  return (await student.create('What is ROS 2?')).map(({ type }) => type);
}

interface Cluster {
  /** The same in all copies of a cluster, and in no other. */
  id: string;
  migrations: string[];
}

async function clusterIn(dataDir: string, migrationsDir = 'prisma/migrations'): Promise<Cluster> {
  const database = createDatabase({ url: undefined, dataDir, poolSize: 1, migrationsDir });
  try {
    const client = await database.client();
    const [control] = await client.$queryRaw<{ id: string }[]>`
      SELECT system_identifier::text AS id FROM pg_control_system()`;
    const applied = await client.$queryRaw<{ name: string }[]>`
      SELECT migration_name AS name FROM _prisma_migrations ORDER BY name`;
    return { id: control?.id ?? '', migrations: applied.map(({ name }) => name) };
  } finally {
    await database.close();
  }
}

/** The cluster that the build made. */
async function templateCluster(): Promise<Cluster> {
  const dataDir = directory();
  const isWhole = await unpackEmbeddedTemplate(TEMPLATE_DIR, {
    directory: path.join(dataDir, 'postgres'),
    migrationsDir: 'prisma/migrations',
  });
  expect(isWhole).toBe(true);
  return clusterIn(dataDir);
}

const indexIn = (dataDir: string) => path.join(dataDir, 'search', 'physical-ai-robotics.index');

describe('a first start', () => {
  test('begins from the database and the index that the build made', async () => {
    const dataDir = directory();
    const server = await start({ dataDir });
    expect(await firstEvents(server)).toContain('thread.item.done');
    await server.stop();

    expect((await clusterIn(dataDir)).id).toBe((await templateCluster()).id);
    expect(readFileSync(indexIn(dataDir)).length).toBe(readFileSync(indexIn(TEMPLATE_DIR)).length);
  });

  test('makes the index of another course anew', async () => {
    const [dataDir, course] = [directory(), directory()];
    writeFileSync(path.join(course, 'wheels.md'), '# Wheels\n\nA robot rolls on wheels.\n');
    const server = await start({ dataDir, env: { COURSE_DIR: course } });
    const health = await fetch(`${server.url}/api/health`).then((answer) => answer.json());
    expect(health).toMatchObject({ parts: { search: { documents: 1, passages: 1 } } });
  });

  test('removes what a start left that was killed in the middle of it', async () => {
    const dataDir = directory();
    mkdirSync(path.join(dataDir, 'postgres-draft-of-the-killed', 'base'), { recursive: true });
    writeFileSync(path.join(dataDir, 'postgres-draft-of-the-killed', 'PG_VERSION'), '18');
    const server = await start({ dataDir });
    expect(await firstEvents(server)).toContain('thread.item.done');
    expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres'))).toEqual(['postgres']);
  });

  test.each<[string, (template: string) => void]>([
    ['is missing', (template) => rmSync(template, { recursive: true })],
    ['is cut off', (template) => truncateSync(path.join(template, 'postgres.br'), 100_000)],
    ['has no list of its migrations', (template) => rmSync(path.join(template, 'postgres.json'))],
    [
      'is not what it says',
      (template) => {
        writeFileSync(path.join(template, 'postgres.json'), '{"sha256":"","migrations":[]}');
        writeFileSync(indexIn(template), 'no index');
      },
    ],
  ])('does without a template that %s', async (_, spoil) => {
    const built = tree({ copied: ['dist'] });
    spoil(path.join(built, TEMPLATE_DIR));
    const dataDir = directory();
    const server = await start({ tree: built, dataDir });
    expect(await firstEvents(server)).toContain('thread.item.done');
    await server.stop();

    const cluster = await clusterIn(dataDir);
    const template = await templateCluster();
    expect(cluster.id).not.toBe(template.id);
    expect(cluster.migrations).toEqual(template.migrations);
    expect(readdirSync(dataDir).filter((name) => name.includes('draft'))).toEqual([]);
  });

  test('applies migrations that were added after the template was made', async () => {
    const built = tree({ copied: ['prisma'] });
    const migrationsDir = path.join(built, 'prisma/migrations');
    mkdirSync(path.join(migrationsDir, '20991231000000_added'));
    writeFileSync(
      path.join(migrationsDir, '20991231000000_added/migration.sql'),
      'CREATE TABLE added (id INT);',
    );
    const dataDir = directory();
    const server = await start({ tree: built, dataDir });
    expect(await firstEvents(server)).toContain('thread.item.done');
    await server.stop();

    const cluster = await clusterIn(dataDir, migrationsDir);
    const template = await templateCluster();
    expect(cluster.id).toBe(template.id);
    expect(cluster.migrations).toEqual([...template.migrations, '20991231000000_added']);
  });

  test('does not use a template with a migration that has changed since', async () => {
    const built = tree({ copied: ['prisma'] });
    const migrationsDir = path.join(built, 'prisma/migrations');
    const [first = ''] = readdirSync(migrationsDir).sort();
    const file = path.join(migrationsDir, first, 'migration.sql');
    writeFileSync(file, `${readFileSync(file, 'utf8')}\n-- changed\n`);
    const dataDir = directory();
    const server = await start({ tree: built, dataDir });
    expect(await firstEvents(server)).toContain('thread.item.done');
    await server.stop();

    expect((await clusterIn(dataDir, migrationsDir)).id).not.toBe((await templateCluster()).id);
  });
});

const isRoot = process.getuid?.() === 0;

describe('the built product', () => {
  // Files of root, which nobody else may write.
  test.runIf(isRoot).each(['serve', 'start'] as const)(
    'runs with %s where it cannot write, for a user without a home',
    async (command) => {
      const nobody = { uid: 65_534, gid: 65_534 };
      const dataDir = directory();
      chownSync(dataDir, nobody.uid, nobody.gid);
      const server = await start({
        tree: tree({}),
        dataDir,
        command,
        user: nobody,
        env: { HOME: '' },
      });
      expect(await firstEvents(server)).toContain('thread.item.done');
      expect(existsSync(indexIn(dataDir))).toBe(true);
      await server.stop();
    },
  );

  test.runIf(isRoot)('says in one line that the data directory cannot be written to', () => {
    const { status, stderr } = runHere(
      'serve',
      { uid: 65_534 },
      { DATA_DIR: path.join(directory(), 'data') },
    );
    expect(status).toBe(1);
    expect(stderr).toMatch(/^The data directory .+ cannot be written to \(EACCES\)\. .+\n$/);
  });

  test('runs without what builds it and tests it', async () => {
    // Copies, because from where a link leads the packages of this directory would be found.
    const built = tree({ copied: ['dist', '.next'], without: developmentPackages() });
    const server = await start({ tree: built });
    expect(await firstEvents(server)).toContain('thread.item.done');
    const student = await ChatClient.signIn(server.url, 'Second');
    const pages = [
      '/',
      '/docs',
      '/goodbye',
      '/profile',
      '/chat',
      '/chatkit.js',
      '/api/account/export',
      '/api/auth/session',
      '/nowhere',
    ];
    const statuses = pages.map(async (page) => {
      const { status } = await fetch(`${server.url}${page}`, { headers: student.headers });
      return [page, status];
    });
    expect(await Promise.all(statuses)).toEqual(pages.map((page) => [page, page === '/nowhere' ? 404 : 200]));
    const dataDir = directory();
    for (const args of [['migrate'], ['sweep'], ['ingest', 'run']]) {
      const { status, stderr } = runHere(args.join(' '), {}, { DATA_DIR: dataDir }, built);
      expect([args, status, stderr]).toEqual([args, 0, '']);
    }
  });

  test('stays what was built when a command runs on sources that have changed', async () => {
    const built = tree({ copied: ['lib', 'dist'] });
    const mark = path.join(built, 'dist/inputs.sha256');
    const before = readFileSync(mark, 'utf8');
    writeFileSync(path.join(built, 'lib/changed.ts'), 'export {};\n');
    const { status, stderr } = runHere('sweep', {}, { DATA_DIR: directory() }, built);
    expect([status, stderr]).toEqual([0, '']);
    expect(readFileSync(mark, 'utf8')).toBe(before);
    expect(existsSync(path.join(built, TEMPLATE_DIR))).toBe(true);
  });

  test('ends as the command ends that runs on changed sources', () => {
    const built = tree({ copied: ['lib', 'dist'] });
    writeFileSync(path.join(built, 'lib/changed.ts'), 'export {};\n');
    const { status, stderr } = runHere('ingest nonsense', {}, { DATA_DIR: directory() }, built);
    expect([status, stderr.split('\n').length > 0]).toEqual([2, true]);
  });

  test('has a secret again where the disk was full when it was made, and says its version', async () => {
    const dataDir = directory();
    writeFileSync(path.join(dataDir, 'secret'), '');
    const server = await start({ dataDir });
    expect(await firstEvents(server)).toContain('thread.item.done');
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    await expect(fetch(`${server.url}/api/health`).then((answer) => answer.json())).resolves.toMatchObject({
      version,
    });
  });

  test('says in its log why the embedded database cannot be opened', async () => {
    const dataDir = directory();
    mkdirSync(path.join(dataDir, 'postgres'));
    writeFileSync(path.join(dataDir, 'postgres/PG_VERSION'), '18');
    const server = await start({ dataDir });
    await fetch(`${server.url}/api/ready`);
    await expect
      .poll(() => JSON.stringify(server.logs))
      .toContain(`the embedded database in ${path.join(dataDir, 'postgres')} cannot be opened`);
  });

  test('says in one line that it would have to be built, and cannot be', () => {
    const built = tree({ copied: ['lib'], without: ['tsx', 'typescript', 'esbuild'] });
    writeFileSync(path.join(built, 'lib/changed.ts'), 'export {};\n');
    const { status, stderr } = runHere('start', {}, { DATA_DIR: directory() }, built);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^The site has not been built from these files, .+\n$/);
  });

  test('says in one line that there is no site yet', () => {
    const built = tree({ without: [] });
    rmSync(path.join(built, '.next'));
    const { status, stderr } = runHere('serve', {}, { DATA_DIR: directory() }, built);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^There is no site that has been built here\. .+\n$/);
  });
});

/** Folders of the packages that `npm ci --omit=dev` leaves out. */
function developmentPackages(): string[] {
  const lock: { packages: Record<string, { dev?: boolean }> } = JSON.parse(
    readFileSync('package-lock.json', 'utf8'),
  );
  return Object.entries(lock.packages).flatMap(([folder, { dev }]) =>
    dev ? [folder.replace(/^node_modules\//, '')] : [],
  );
}

/** Runs a command that ends by itself. */
function runHere(
  command: string,
  user: { uid?: number },
  env: Record<string, string>,
  cwd = process.cwd(),
): { status: number | null; stderr: string } {
  const { PATH = '' } = process.env;
  const { status, stderr } = spawnSync(process.execPath, ['dist/run.js', ...command.split(' ')], {
    cwd,
    ...user,
    env: { PATH, NODE_ENV: 'production', ...env },
    encoding: 'utf8',
  });
  return { status, stderr };
}
