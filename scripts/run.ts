import { existsSync } from 'node:fs';
import module from 'node:module';
import { ConfigError } from '../lib/config';
import { DirectoryInUse, DirectoryUnusable } from '../lib/db/directory-lock';
import { areScriptsCurrent, isSiteCurrent } from './build-inputs';
import { generatePrismaClient } from './generate-prisma-client';
import { loadEnvFiles } from './load-env-files';
import { prepareStart } from './prepare-start';
import { CommandFailed, runCommand } from './run-command';
import { runSource } from './run-source';
import { runToExit } from './run-to-exit';

/** The build does not fit the source, and cannot be made here. */
class NotBuilt extends Error {
  override name = 'NotBuilt';
}

/** What compiles and builds; where only what runs is installed, it is not there. */
const canBuild = () => existsSync('node_modules/.bin/tsx') && existsSync('node_modules/.bin/esbuild');

const commands = {
  /** Builds if needed, in a process of its own, whose memory the server would keep; then serves. */
  start: async () => {
    await prepareStart();
    if (!isSiteCurrent() || !areScriptsCurrent()) {
      if (!canBuild())
        throw new NotBuilt(
          'The site has not been built from these files, this COURSE_DIR and this version of Node, and what builds it is not installed. Run npm ci and npm run build, or npm run serve for the build that is there.',
        );
      await runCommand('tsx', ['scripts/build.ts']);
    }
    await import('./serve-built');
  },
  /** Serves what was built. */
  serve: async () => {
    await import('./serve-built');
  },
  migrate: () => compiledOrSource('migrate', () => import('./migrate')),
  sweep: () => compiledOrSource('sweep', () => import('./sweep')),
  ingest: () => compiledOrSource('ingest', () => import('./ingest')),
};

/**
 * Where sources can be changed and were, they run as they stand. The build stays what it is: a server may be running on it, and the
 * next one is to serve what was built.
 */
async function compiledOrSource(script: string, compiled: () => Promise<unknown>): Promise<void> {
  if (!canBuild() || areScriptsCurrent()) {
    await compiled();
    return;
  }
  await generatePrismaClient();
  await runSource(script, process.argv.slice(2));
}

const isCommand = (name: string): name is keyof typeof commands => Object.hasOwn(commands, name);

// Node from 22.1 on; what is compiled once is read from a cache the next time, where one can be written.
module.enableCompileCache?.();

/** `npm start`, `npm run serve` and the others that production runs, compiled. The first argument names one; the rest is for it. */
loadEnvFiles();
const [name = ''] = process.argv.splice(2, 1);
await runToExit(async () => {
  if (!isCommand(name))
    throw new NotBuilt(`There is no command "${name}". There are ${Object.keys(commands).join(', ')}.`);
  await commands[name]();
}, [CommandFailed, ConfigError, DirectoryInUse, DirectoryUnusable, NotBuilt]);
