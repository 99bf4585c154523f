import type { TestProject } from 'vitest/node';
import { startPostgres } from '../postgres';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the PostgreSQL server that the tests of a run share. */
    postgresPort: number;
  }
}

/** Starts one PostgreSQL server for all test files of a run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  project.provide('postgresPort', server.port);
  return () => server.stop();
}
