import { config } from '../config';
import { type ModuleConfig, readCourseConfig } from '../search/course';

let known: { dir: string; modules: ModuleConfig[] } | undefined;

/** The modules that the course says it has. Read once: a changed course is seen after a restart. */
export function courseModules(): readonly ModuleConfig[] {
  const { dir } = config().course;
  if (known?.dir !== dir) known = { dir, modules: readCourseConfig(dir).modules };
  return known.modules;
}
