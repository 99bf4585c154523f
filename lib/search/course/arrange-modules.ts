import { posix } from 'node:path';
import type { CourseChapter, CourseDocument, CourseModule } from './course';
import type { CourseConfig, ModuleConfig } from './course-config';
import { documentPath } from './document-path';

/** Puts pages into their modules and chapters, in reading order. A module without any page is not there. */
export function arrangeModules(documents: CourseDocument[], config: CourseConfig): CourseModule[] {
  return config.modules.flatMap((module, index) => {
    const own = documents.filter(({ moduleId }) => moduleId === module.id);
    return own.length ? [arrangeModule(module, index + 1, own, config)] : [];
  });
}

function arrangeModule(
  { id, dir, name }: ModuleConfig,
  number: number,
  documents: CourseDocument[],
  { route }: CourseConfig,
): CourseModule {
  const overview = documents.find(({ kind }) => kind === 'module');
  const chapters = new Map<number, CourseDocument[]>();
  for (const document of documents.filter(({ chapterNumber }) => chapterNumber > 0)) {
    chapters.set(document.chapterNumber, [...(chapters.get(document.chapterNumber) ?? []), document]);
  }
  return {
    id,
    number,
    title: overview?.title ?? name,
    description: overview?.description ?? '',
    dir,
    path: overview?.path ?? addressOf(dir, route),
    ...(overview ? { overview } : {}),
    chapters: [...chapters]
      .sort(([one], [other]) => one - other)
      .map(([chapter, pages]) => arrangeChapter(chapter, pages, route)),
    pages: documents.filter((document) => document.chapterNumber === 0 && document !== overview),
  };
}

function arrangeChapter(number: number, documents: CourseDocument[], route: string): CourseChapter {
  const overview = documents.find(({ kind }) => kind === 'chapter');
  const dir = (documents[0]?.sourceFile ?? '').split('/').slice(0, 2).join('/');
  return {
    number,
    title: overview?.title ?? `Chapter ${number}`,
    description: overview?.description ?? '',
    dir,
    path: overview?.path ?? addressOf(dir, route),
    ...(overview ? { overview } : {}),
    lessons: documents.filter((document) => document !== overview).sort(byNumberThenName),
  };
}

/** Where the page of a directory would stand. */
function addressOf(dir: string, route: string): string {
  return documentPath(posix.join(dir, 'README.md'), { parseNumberPrefixes: true }, route);
}

function byNumberThenName(one: CourseDocument, other: CourseDocument): number {
  return one.lessonNumber - other.lessonNumber || (one.sourceFile < other.sourceFile ? -1 : 1);
}
