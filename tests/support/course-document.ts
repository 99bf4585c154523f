import type { CourseDocument } from '@/lib/search/course';

/** A page of the course, with what is not said made up. */
export function courseDocument(given: Partial<CourseDocument> = {}): CourseDocument {
  return {
    kind: 'lesson',
    sourceFile: 'module-1-ros2/chapter-1-x/01-page.md',
    path: '/docs/page',
    locale: 'en',
    title: 'Page',
    description: '',
    hardwareTier: 1,
    proficiency: 'A2',
    layer: 'L1',
    moduleId: 'ros2',
    moduleNumber: 1,
    chapterNumber: 1,
    lessonNumber: 1,
    body: '',
    fileHash: 'a'.repeat(64),
    fingerprint: 'b'.repeat(64),
    ...given,
  };
}
