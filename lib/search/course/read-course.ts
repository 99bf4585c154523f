import { stat } from 'node:fs/promises';
import { posix } from 'node:path';
import pLimit from 'p-limit';
import { arrangeModules } from './arrange-modules';
import type { Course, CourseDocument } from './course';
import { CourseDirectoryMissing } from './course-directory-missing';
import { courseDocuments } from './course-documents';
import { type DocsRoot, ownRoot, translationRoot } from './docs-root';
import { pageFiles } from './page-files';
import { pageFingerprint } from './page-fingerprint';
import { type PagePlace, pagePlace } from './page-place';
import { readCourseConfig } from './read-course-config';
import { type ReadDocument, readDocument } from './read-document';

/** Files read at the same time. */
const AT_ONCE = 16;

export interface ReadCourseOptions {
  /** The book that the course is read for: part of the fingerprints, and of nothing else. */
  bookId?: string;
}

/**
 * Reads the course in the layout of Docusaurus: every `.md` and `.mdx` page below the directory, and its translations
 * beside it. A page that cannot be taken is left out; whatever could not be taken as it stands is a warning.
 * @param dir the directory of the docs, with `course.json` in it where the defaults do not do
 * @throws CourseDirectoryMissing if there is no such directory
 * @throws CourseConfigInvalid
 */
export async function readCourse(dir: string, { bookId = '' }: ReadCourseOptions = {}): Promise<Course> {
  await expectDirectory(dir);
  const config = readCourseConfig(dir);
  const warnings: string[] = [];
  const warn = (warning: string) => warnings.push(warning);
  const limit = pLimit(AT_ONCE);

  const places = new Map<string, PagePlace>();
  const readAll = async (root: DocsRoot, files: string[]): Promise<ReadDocument[]> => {
    const read = files.map((file) => {
      const place = places.get(file);
      return (
        place &&
        limit(() =>
          readDocument(root, file, place, config, warn).catch((error: unknown) => {
            // A page that is too much for the parser, as one of a hundred thousand nested quotes.
            warn(
              `${posix.join(root.prefix, file)}: cannot be read (${error instanceof Error ? error.message : String(error)})`,
            );
          }),
        )
      );
    });
    return (await Promise.all(read)).filter((document) => document !== undefined);
  };

  const root = ownRoot(dir, config);
  const files = await pageFiles(root.dir, warn);
  for (const file of files) {
    const place = pagePlace(file, config);
    if (typeof place === 'string') warn(`${file}: ${place}; it was left out`);
    else places.set(file, place);
  }
  const own = await readAll(root, files);
  const others: ReadDocument[] = [];
  for (const locale of config.locales.others) {
    const translated = translationRoot(dir, locale, config);
    others.push(...(await readAll(translated, await pageFiles(translated.dir, warn))));
  }

  const moduleTitle = (id: string) =>
    own.find(({ kind, moduleId }) => kind === 'module' && moduleId === id)?.title ??
    config.modules.find((module) => module.id === id)?.name ??
    '';
  const complete = (document: ReadDocument): CourseDocument => ({
    ...document,
    fingerprint: pageFingerprint(document, { moduleTitle: moduleTitle(document.moduleId), bookId }),
  });
  const documents = own.map(complete);
  const course = {
    config,
    modules: arrangeModules(documents, config),
    pages: documents.filter(({ moduleNumber }) => moduleNumber === 0),
    translations: others.map(complete),
  };
  warnings.push(...sharedAddresses([...courseDocuments(course), ...course.translations]));
  return { ...course, warnings: warnings.sort() };
}

function sharedAddresses(documents: CourseDocument[]): string[] {
  const seen = new Map<string, string>();
  return documents.flatMap(({ path, sourceFile }) => {
    const other = seen.get(path);
    seen.set(path, sourceFile);
    return other ? [`${sourceFile}: ${other} has the same address, ${path}`] : [];
  });
}

async function expectDirectory(dir: string): Promise<void> {
  const found = await stat(dir).catch((cause: unknown) => {
    throw new CourseDirectoryMissing(dir, { cause });
  });
  if (!found.isDirectory()) throw new CourseDirectoryMissing(dir);
}
