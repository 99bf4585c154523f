import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { Course, CourseChapter, CourseDocument, CourseModule } from './course';
import { CourseDirectoryMissing } from './course-directory-missing';
import { courseDocuments } from './course-documents';
import { COURSE_MODULES } from './course-modules';
import { DOCS_ROOT } from './document-path';
import { readDocument } from './read-document';

const CHAPTER = /^chapter-(\d+)(?:-|$)/;
const README = 'README.md';

type ModuleEntry = (typeof COURSE_MODULES)[number];

/**
 * Reads the course in the layout of Docusaurus (spec A8.1): `module-*` directories with a README and `chapter-N-*`
 * directories of numbered lessons. Other files and directories are left alone; a bad value in a page is a warning.
 * @param dir the directory that holds the modules
 * @throws CourseDirectoryMissing if there is no such directory
 */
export async function readCourse(dir: string): Promise<Course> {
  const present = new Set(directories(await entries(dir)));
  const warnings: string[] = [];
  const warn = (warning: string) => warnings.push(warning);

  const modules = await Promise.all(
    COURSE_MODULES.filter((module) => present.has(module.dir)).map((module) => readModule(dir, module, warn)),
  );

  const seen = new Map<string, string>();
  for (const { path, sourceFile } of courseDocuments({ modules })) {
    const other = seen.get(path);
    if (other) warn(`${sourceFile}: ${other} has the same address, ${path}`);
    seen.set(path, sourceFile);
  }
  return { modules, warnings: warnings.sort() };
}

async function readModule(
  courseDir: string,
  module: ModuleEntry,
  warn: (warning: string) => void,
): Promise<CourseModule> {
  const listing = await entries(join(courseDir, module.dir));
  const place = { moduleId: module.id, moduleNumber: module.number, chapterNumber: 0 };
  const overview = markdownFiles(listing).includes(README)
    ? await readDocument(courseDir, posix.join(module.dir, README), { ...place, kind: 'module' }, warn)
    : undefined;
  const chapters = await Promise.all(
    directories(listing).flatMap((name) => {
      const number = CHAPTER.exec(name)?.[1];
      return number ? [readChapter(courseDir, module, name, Number(number), warn)] : [];
    }),
  );
  return {
    id: module.id,
    number: module.number,
    title: overview?.title ?? module.name,
    description: overview?.description ?? '',
    dir: module.dir,
    path: overview?.path ?? posix.join(DOCS_ROOT, module.dir),
    ...(overview ? { overview } : {}),
    chapters: chapters.sort((one, other) => one.number - other.number),
  };
}

async function readChapter(
  courseDir: string,
  module: ModuleEntry,
  name: string,
  number: number,
  warn: (warning: string) => void,
): Promise<CourseChapter> {
  const dir = posix.join(module.dir, name);
  const place = { moduleId: module.id, moduleNumber: module.number, chapterNumber: number };
  const documents = await Promise.all(
    markdownFiles(await entries(join(courseDir, dir))).map((file) =>
      readDocument(
        courseDir,
        posix.join(dir, file),
        { ...place, kind: file === README ? 'chapter' : 'lesson' },
        warn,
      ),
    ),
  );
  const published = documents.filter((document): document is CourseDocument => document !== undefined);
  const overview = published.find((document) => document.kind === 'chapter');
  return {
    number,
    title: overview?.title ?? `Chapter ${number}`,
    description: overview?.description ?? '',
    dir,
    path: overview?.path ?? posix.join(DOCS_ROOT, dir),
    ...(overview ? { overview } : {}),
    lessons: published.filter((document) => document.kind === 'lesson').sort(byNumberThenName),
  };
}

function byNumberThenName(one: CourseDocument, other: CourseDocument): number {
  return one.lessonNumber - other.lessonNumber || (one.sourceFile < other.sourceFile ? -1 : 1);
}

async function entries(dir: string): Promise<Dirent[]> {
  try {
    return await readdir(dir, { withFileTypes: true });
  } catch (cause) {
    throw new CourseDirectoryMissing(dir, { cause });
  }
}

function directories(listing: Dirent[]): string[] {
  return listing.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

function markdownFiles(listing: Dirent[]): string[] {
  return listing
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => entry.name)
    .sort();
}
