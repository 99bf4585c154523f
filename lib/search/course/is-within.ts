import { isAbsolute, relative, sep } from 'node:path';

/** Whether an absolute path is a directory or something in it. Links are not resolved here. */
export function isWithin(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
