import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';

export interface Import {
  from: string;
  /** A path of this project without its extension, or the name of a package and what is taken of it. */
  to: string;
  /** Undefined for a file of this project or a module of Node. */
  package: string | undefined;
  typeOnly: boolean;
}

/** The TypeScript files of a folder of this project, without what is generated. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.posix.join(entry.parentPath, entry.name))
    .filter((file) => !file.startsWith('lib/db/generated/'));
}

/** What a file of this project imports, at run time or for types. */
export function importsOf(file: string): Import[] {
  const source = readFileSync(file, 'utf8');
  const statements = source.matchAll(
    /^(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|import\('([^']+)'\)|^import '([^']+)'/gms,
  );
  return [...statements].map(([, type, ...names]) => {
    const name = names.find((candidate) => candidate !== undefined) ?? '';
    return {
      from: file,
      to: resolve(file, name),
      package: isOurs(name) || isBuiltin(name) ? undefined : packageOf(name),
      typeOnly: type !== undefined,
    };
  });
}

/** The file that an import of this project means; undefined for a package. */
export function importedFile(to: string, files: ReadonlySet<string>): string | undefined {
  return [`${to}.ts`, `${to}.tsx`, `${to}/index.ts`, to].find((name) => files.has(name));
}

/** The package of a name such as `@scope/package/part`. */
export function packageOf(name: string): string {
  const parts = name.split('/');
  return parts.slice(0, name.startsWith('@') ? 2 : 1).join('/');
}

const isOurs = (name: string) => name.startsWith('.') || name.startsWith('@/');

function resolve(file: string, name: string): string {
  if (name.startsWith('@/')) return name.slice(2);
  return name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name;
}
