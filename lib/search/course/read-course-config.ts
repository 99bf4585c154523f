import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CourseConfig, ModuleConfig } from './course-config';
import { CourseConfigInvalid } from './course-config-invalid';
import { courseConfigSchema } from './course-config-schema';
import { isLeftAlone } from './is-left-alone';
import { stripNumberPrefix } from './strip-number-prefix';

const FILE = 'course.json';

/**
 * Reads `course.json` in the course directory. Where it names no modules, each directory at the top is one, in the order
 * of their names. A directory that does not exist has no modules: whoever reads the pages says that it is missing.
 * @throws CourseConfigInvalid
 */
export function readCourseConfig(dir: string): CourseConfig {
  const file = join(dir, FILE);
  const parsed = courseConfigSchema.safeParse(readJson(file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : (issue?.path ?? []);
    throw new CourseConfigInvalid(file, path.join('.'), issue?.message ?? 'is not a course', {
      cause: parsed.error,
    });
  }
  const { modules, limits, route, locales, markdown, chunks } = parsed.data;
  return { modules: modules ?? modulesOf(dir), limits, route, locales, markdown, chunks };
}

function readJson(file: string): unknown {
  let written: string;
  try {
    written = readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return {};
    throw new CourseConfigInvalid(file, '', 'cannot be read', { cause: error });
  }
  try {
    return JSON.parse(written.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new CourseConfigInvalid(file, '', 'is not JSON', { cause });
  }
}

function modulesOf(dir: string): ModuleConfig[] {
  const names = directoriesIn(dir).sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
  return names.map((name) => {
    const bare = stripNumberPrefix(name).name;
    return { id: bare, dir: name, name: bare };
  });
}

function directoriesIn(dir: string): string[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !isLeftAlone(entry.name))
      .map(({ name }) => name);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
